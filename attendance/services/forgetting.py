"""Names go after their time, or earlier when asked; the case and its counts stay. Keys are renewed batch by batch."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import Forgotten
from attendance.models import Case, CaseName, CaseNote
from attendance.selectors.cases import KEEP_DAYS
from attendance.services.locking import held
from core.access.sealing import name_key
from core.audit.services import record
from core.strategies import settings
from core.tenancy.errors import DomainError
from core.tenancy.scope import as_caretaker

BATCH = 200
SEALED = (CaseName, CaseNote)


class AlreadyGone(DomainError):
    message = _("Los nombres de este caso ya se borraron.")


@transaction.atomic
def forget(*, case: Case, why: str, by=None) -> Case:
    """Delete names and notes of a case now; everything that counts stays. Raises AlreadyGone."""
    case = held(case)
    if case.names_gone_at:
        raise AlreadyGone
    with as_caretaker():
        for sealed in SEALED:
            sealed.objects.filter(case=case).delete()
    case.names_gone_at, case.names_gone_why = timezone.now(), why
    case.save(update_fields=["names_gone_at", "names_gone_why"])
    record("attendance.case_forgotten", case, by=by, why=str(why))
    return case


@transaction.atomic
def forget_expired() -> int:
    """Names of cases closed longer ago than the UGEL keeps them; how many cases lost theirs."""
    first_kept = timezone.localdate() - timedelta(days=int(settings.value(KEEP_DAYS)))
    closed = Case.objects.select_for_update(skip_locked=True)
    over = closed.filter(closed_at__date__lt=first_kept, names_gone_at=None)
    cases = list(over.order_by("pk"))
    for case in cases:
        forget(case=case, why=Forgotten.EXPIRED)
    return len(cases)


def seal_again(*, batch: int = BATCH) -> int:
    """Seal one batch of this UGEL's names with the present key; 0 when none is left, so that it may be interrupted.

    Raises InvalidToken where a row's key is no longer among CASE_KEYS.
    """
    with transaction.atomic(), as_caretaker():
        for sealed in SEALED:
            rows = list(sealed.objects.select_for_update().exclude(key=name_key()).order_by("pk")[:batch])
            for row in rows:
                row.seal_again()
                row.save(update_fields=["sealed", "key", "sealed_at"])
            if rows:
                return len(rows)
    return 0
