"""Work days: each is a promise of the unit, and happened once two witnesses of two parties saw it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from adoptions.enums import Work
from adoptions.models import Adoption, DayCommitment, DayPhoto, WorkDay
from adoptions.services.locking import locked
from commitments.enums import CommitmentState, InstalmentState, Promiser
from commitments.models import Commitment
from commitments.services import cancel, make_commitment, on_dates
from core.audit.services import record
from core.files.models import StoredFile
from core.tenancy.errors import DomainError
from needs.models import Need
from schools.readers.text import clean

STRATEGY = "adoptions"
MOST_PHOTOS = 8
ONE = Decimal(1)


class OutsideTerm(DomainError):
    message = _("Ese día la unidad no tiene la escuela a su cargo. Elija un día de la adopción.")


class DayNotYet(DomainError):
    message = _("Esa jornada todavía no llega. Anote quiénes vinieron cuando haya pasado.")


class DayCancelled(DomainError):
    message = _("Esa jornada se anuló o la unidad dijo que no. Si se hizo de todas maneras, planifíquela con su fecha.")


class TooManyPhotos(DomainError):
    message = _("Una jornada lleva hasta 8 fotos.")


@transaction.atomic
def plan_day(
    *,
    adoption: Adoption,
    work: Work,
    day_date: date,
    by,
    detail: str = "",
    planned_people: int | None = None,
    needs: Iterable[Need] = (),
    is_asked: bool = True,
    at: datetime | None = None,
) -> WorkDay:
    """Plan a day and ask the unit to promise it. `is_asked=False` where it says yes in the same act.

    Raises OutsideTerm, NeedOfOtherSchool.
    """
    adoption = locked(adoption)
    if not adoption.from_date <= day_date <= adoption.last_date:
        raise OutsideTerm
    day = WorkDay.objects.create(
        adoption=adoption,
        work=work,
        detail=clean(detail)[:140],
        planned_people=planned_people,
        created_by=by,
        created_at=at or timezone.now(),
    )
    _promise(day, adoption, day_date, needs=needs, by=by, is_asked=is_asked, at=at)
    said = day_date.isoformat()
    record("adoptions.day_planned", day, by=by, at=at, school_id=adoption.school_id, title=day.title, day=said)
    return day


@transaction.atomic
def tell_day(
    *,
    day: WorkDay,
    by,
    people: int | None = None,
    hours: Decimal | None = None,
    materials: str = "",
    at: datetime | None = None,
) -> WorkDay:
    """Write down who came, how long and with what; said again it replaces what was said.

    It is the UGEL's note, so a unit that has not said yes is no reason against it; figures wait for two witnesses.
    Raises DayNotYet, DayCancelled.
    """
    adoption = locked(day.adoption)
    day = WorkDay.objects.with_promise().get(pk=day.pk)
    if day.day_date > timezone.localdate():
        raise DayNotYet
    if day.promise.ending in (CommitmentState.CANCELLED, CommitmentState.DECLINED):
        raise DayCancelled
    day.people, day.hours, day.materials = people, hours, clean(materials)[:300]
    day.save(update_fields=["people", "hours", "materials"])
    record("adoptions.day_told", day, by=by, at=at, school_id=adoption.school_id, title=day.title, people=people)
    return day


@transaction.atomic
def keep_photo(*, day: WorkDay, keep: Callable[[], StoredFile]) -> DayPhoto:
    """Tie a picture that the page announced. Raises TooManyPhotos."""
    day = WorkDay.objects.select_for_update().get(pk=day.pk)
    if day.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos
    return DayPhoto.objects.create(day=day, file=keep())


def drop_days(adoption: Adoption, since: date, *, reason: str, by) -> list[WorkDay]:
    """Call off the days from `since` on that nobody spoke of; what people saw stays."""
    dropped = [day for day in WorkDay.objects.with_promise().filter(adoption=adoption) if _is_untouched(day, since)]
    for day in dropped:
        cancel(commitment=day.promise, reason=reason, by=by)
    return dropped


def repromise_days(adoption: Adoption, since: date, *, reason: str, by) -> None:
    """The days to come are asked of the unit that took over; each keeps the promise it had before."""
    for day in drop_days(adoption, since, reason=reason, by=by):
        covers = day.promise.covers.select_related("need")
        needs = [cover.need for cover in covers if cover.need.status.is_open]
        _promise(day, adoption, day.day_date, needs=needs, by=by)


def _promise(
    day: WorkDay, adoption: Adoption, day_date: date, *, by, needs: Iterable[Need] = (), is_asked=True, at=None
) -> Commitment:
    made = make_commitment(
        school=adoption.school,
        parts=on_dates([day_date], ONE),
        needs=list(needs),
        promiser=Promiser.PARTNER,
        partner=adoption.partner,
        what=day.title[:200],
        unit=_gettext("jornada"),
        category=Work(day.work).category,
        strategy=STRATEGY,
        origin_text=_gettext("Adopto una escuela"),
        followed_by=adoption.followed_by,
        is_asked=is_asked,
        by=by,
        at=at,
    )
    DayCommitment.objects.create(day=day, commitment=made)
    return made


def _is_untouched(day: WorkDay, since: date) -> bool:
    promise = day.promise
    is_waiting = promise.state in (CommitmentState.PROPOSED, CommitmentState.CONFIRMED)
    return is_waiting and day.day_date >= since and promise.instalments.get().state == InstalmentState.EXPECTED
