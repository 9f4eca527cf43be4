"""The year's plan of a network: each line is a promise of whoever took it, for some schools or the whole district."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import ENDINGS, Promiser
from commitments.models import Attestation, Commitment, Part
from commitments.services import Line, cancel, change_promise, make_promise, on_dates
from commitments.services.changing import NothingChanges
from core.accounts.enums import STAFF_ROLES
from core.accounts.models import Membership
from core.audit.services import record
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel_id
from networks.models import Meeting, Network, NetworkMember, Task, TaskCommitment
from networks.services.locking import noting, working
from networks.services.members import MemberLeft
from schools.models import School
from schools.readers.text import clean

STRATEGY = "networks"


class CannotPromise(DomainError):
    message = _(
        "Esta persona se anotó a mano y nadie puede confirmar por ella. Registre su institución y su contacto en "
        "Aliados, y agréguelo a la red como contacto."
    )


class OnlyTheirSchool(DomainError):
    message = _("Quien habla por una escuela promete solo para ella. Marque solo esa escuela.")


class TaskUnderWay(DomainError):
    message = _("Alguien ya dijo qué pasó con esta tarea. Lo que cambie, cámbielo en el compromiso de cada escuela.")


class DueBefore(DomainError):
    message = _("Esa fecha es anterior a la red o a la reunión que lo acordó. Revise hasta cuándo.")


class AlreadyStruck(DomainError):
    message = _("Esa tarea ya se quitó del plan. Vuelva al plan y mírelo.")


@transaction.atomic
def plan_task(
    *,
    network: Network,
    member: NetworkMember,
    what: str,
    category: str,
    quantity: Decimal,
    unit: str,
    due_date: date,
    by,
    schools: Sequence[School] = (),
    meeting: Meeting | None = None,
    at: datetime | None = None,
) -> Task:
    """A line of the plan and its promises in one act: one for each school, or one for the district.

    Who takes it is asked to confirm as for any promise. Raises NetworkClosed, MeetingCancelled, DueBefore, MemberLeft,
    CannotPromise, OnlyTheirSchool, QuantityMissing.
    """
    network = working(network)
    if meeting is not None:
        meeting = noting(meeting)
    _check_due(due_date, network, meeting)
    member = NetworkMember.objects.select_related("contact__partner", "user", "school").get(pk=member.pk)
    if member.is_former:
        raise MemberLeft
    who = _promiser(member, schools)
    task = Task.objects.create(
        network=network,
        meeting=meeting,
        member=member,
        responsible=member.institution,
        what=clean(what)[:200],
        category=category,
        quantity=quantity,
        unit=clean(unit)[:40],
        due_date=due_date,
        created_by=by,
        created_at=at or timezone.now(),
    )
    places = list(schools) if schools else [network.territory]
    made = make_promise(
        lines=[Line(place, on_dates([due_date], quantity)) for place in places],
        what=task.what,
        unit=task.unit,
        category=category,
        strategy=STRATEGY,
        origin_text=str(meeting or network)[:160],
        by=by,
        at=at,
        **who,
    )
    TaskCommitment.objects.bulk_create(TaskCommitment(task=task, commitment=one) for one in made)
    verb = "networks.agreed" if meeting else "networks.task_planned"
    record(verb, meeting or network, by=by, at=at, what=task.what, who=task.responsible)
    for school in schools:
        record("networks.task_for_school", task, by=by, at=at, school_id=school.pk, what=task.what)
    return task


@transaction.atomic
def correct_task(*, task: Task, what: str, quantity: Decimal, unit: str, due_date: date, reason: str, by) -> Task:
    """Mend what is to be done and the promises it became; whoever promised is asked again.

    Who does it and for which schools is struck and written anew. Raises AlreadyStruck, TaskUnderWay, DueBefore and
    what a schedule raises.
    """
    task = _standing(task)
    _check_due(due_date, task.network, task.meeting)
    what, unit = clean(what)[:200], clean(unit)[:40]
    told = {"what": what, "quantity": quantity, "unit": unit, "due_date": due_date}
    changed = {name: value for name, value in told.items() if getattr(task, name) != value}
    if not changed:
        return task
    for commitment in _open_promises(task):
        with suppress(NothingChanges):  # its school and whoever promised had already changed it so
            change_promise(
                commitment=commitment,
                what=what,
                unit=unit,
                parts=[Part(due_date, quantity)],
                reason=reason,
                version=commitment.version,
                by=by,
            )
    for name, value in changed.items():
        setattr(task, name, value)
    task.save(update_fields=list(changed))
    record("networks.task_corrected", task.network, by=by, what=task.what, reason=reason)
    return task


@transaction.atomic
def strike_task(*, task: Task, reason: str, by) -> Task:
    """Take a line off the plan: its promises are cancelled with the reason. Raises AlreadyStruck, TaskUnderWay."""
    task = _standing(task)
    promises = _open_promises(task)
    task.struck_because = clean(reason)[:300]
    task.save(update_fields=["struck_because"])
    for commitment in promises:
        cancel(commitment=commitment, reason=task.struck_because, by=by)
    record("networks.task_struck", task.network, by=by, what=task.what, reason=task.struck_because)
    return task


def _promiser(member: NetworkMember, schools: Sequence[School]) -> dict:
    """In whose name a member promises, as `make_promise` takes it."""
    if member.contact:
        return {"promiser": Promiser.PARTNER, "partner": member.contact.partner}
    if member.user_id and _is_of_the_ugel(member.user_id):
        return {"promiser": Promiser.UGEL}
    if member.school:
        if [school.pk for school in schools] != [member.school_id]:
            raise OnlyTheirSchool
        return {"promiser": Promiser.SCHOOL}
    raise CannotPromise


def _is_of_the_ugel(user_id: int) -> bool:
    own = Membership.objects.active().filter(ugel=current_ugel_id(), role__in=STAFF_ROLES)
    return own.filter(user=user_id).exists()


def _check_due(due_date: date, network: Network, meeting: Meeting | None) -> None:
    if due_date < (meeting.meeting_date if meeting else network.founded_date):
        raise DueBefore


def _standing(task: Task) -> Task:
    """The task as it is stored, under its network's lock; raises NetworkClosed, AlreadyStruck."""
    working(task.network)
    task = Task.objects.select_for_update(of=("self",)).select_related("network", "meeting").get(pk=task.pk)
    if task.struck_because:
        raise AlreadyStruck
    return task


def _open_promises(task: Task) -> list[Commitment]:
    """Its promises that are not over; raises TaskUnderWay once anybody spoke of a delivery."""
    made = Commitment.objects.filter(pk__in=task.links.values("commitment"))
    if Attestation.objects.filter(commitment__in=made).exists():
        raise TaskUnderWay
    return list(made.exclude(state__in=ENDINGS).order_by("pk"))
