"""To whom a case is given, and who therefore reads its names. Lock: the case."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from attendance.models import Case, CaseWorker
from attendance.selectors.cases import may_work_on
from attendance.services.locking import held, unclosed
from core.audit.services import record
from core.notifications.services import tell
from core.people.recipients import recipients_of
from core.tenancy.errors import DomainError


class NotForThem(DomainError):
    message = _("Esta persona no puede llevar este caso, o ya lo lleva. Elija a otra de la lista.")


@transaction.atomic
def give(*, case: Case, user, by) -> CaseWorker:
    """Let somebody follow the case and read its names; they are told, without the name."""
    case = unclosed(case)
    if not may_work_on(case).filter(pk=user.pk).exists():
        raise NotForThem
    worker = CaseWorker.objects.create(case=case, user=user, assigned_by=by)
    record("attendance.case_given", case, by=by, to=user.full_name)
    tell(
        recipients_of([user]),
        kind="attendance.case_given",
        key=f"attendance.case:{worker.pk}:given",
        subject=_("Un caso por seguir"),
        body=lazy(_given, str)(case),
        why=_("Porque se le encargó. El nombre se lee solo en la página del caso, y queda anotado quién lo leyó."),
        path=f"/asistencia/casos/{case.pk}/",
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


def _given(case):
    return _now("Se le encargó el caso %(n)s de %(school)s.") % {"n": case.number, "school": case.school.name}
