"""To whom a case is given, and who therefore reads its names. Lock: the case."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models import Case, CaseWorker
from attendance.selectors.cases import may_work_on
from attendance.services.locking import held, unclosed
from core.audit.services import record
from core.notifications.services import Recipient, tell
from core.tenancy.errors import DomainError


class NotForThem(DomainError):
    message = _("Esta persona no puede llevar este caso, o ya lo lleva. Elija a otra de la lista.")


@transaction.atomic
def give(*, case: Case, user, by) -> CaseWorker:
    """Let somebody follow the case and read its names.

    They are told by mail or on their page without the name or the school, never by a text that the UGEL hands over:
    staff would count the cases of a school.
    """
    case = unclosed(case)
    if not may_work_on(case).filter(pk=user.pk).exists():
        raise NotForThem
    worker = CaseWorker.objects.create(case=case, user=user, assigned_by=by)
    record("attendance.case_given", case, by=by, to=user.full_name)
    tell(
        [Recipient(name=user.full_name, email=user.email or "", user=user)],
        kind="attendance.case_given",
        key=f"attendance.case:{worker.pk}:given",
        subject=_("Un caso por seguir"),
        body=_("Se le encargó un caso. Ábralo en «Mis casos»."),
        why=_("Porque se le encargó. El nombre se lee solo en la página del caso, y queda anotado quién lo leyó."),
        path="/asistencia/casos/",
    )
    return worker


@transaction.atomic
def take_back(*, worker: CaseWorker, by) -> CaseWorker:
    """From now on they read nothing of it; that they had it stays written."""
    held(worker.case)
    worker = CaseWorker.objects.select_for_update().get(pk=worker.pk)
    if worker.ended_at is None:
        worker.ended_at = timezone.now()
        worker.save(update_fields=["ended_at"])
        record("attendance.case_taken", worker.case, by=by, of=worker.user.full_name)
    return worker
