"""Whether there was water: one word a school and day, corrected with its history, and the alarm when it stops."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile, DomainError
from schools.models import School
from water.enums import HadWater
from water.models import DayChange, DayState
from water.services.telling import tell_interruption

OLDEST = timedelta(days=400)
ALARM_UNTIL = timedelta(days=7)  # an interruption told later than this is history, not an alarm


class DayNotYet(DomainError):
    message = _("Ese día todavía no llega. Anote el agua de hoy o de días pasados.")


class DayTooOld(DomainError):
    message = _("Ese día ya pasó hace más de un año y no se cambia. Si hay un error, avise a la UGEL.")


class AlreadyTold(ChangedMeanwhile):
    """Says what the other person told."""

    message = _("Otra persona ya dijo si ese día hubo agua. Lea lo que dijo y corríjalo solo si no fue así.")


@dataclass(frozen=True)
class Told:
    """What somebody says of one day."""

    day: date
    state: HadWater
    litres_left: int | None = None


@transaction.atomic
def record_days(*, school: School, told: Iterable[Told], by, at: datetime | None = None) -> list[DayState]:
    """Several days of a school in one act, the oldest first; what says the same again changes nothing."""
    return [
        record_day(school=school, day=one.day, state=one.state, litres_left=one.litres_left, by=by, at=at)
        for one in sorted(told, key=lambda one: one.day)
    ]


@transaction.atomic
def record_day(
    *,
    school: School,
    day: date,
    state: HadWater,
    litres_left: int | None = None,
    by,
    at: datetime | None = None,
    seen: str | None = None,
) -> DayState:
    """Say whether a school had water on a day; said again it corrects, and what it said before is kept.

    The first dry day after another tells the head and the specialists, once. `seen` is the mark of what the person
    saw, empty where nobody had told; None asks nothing. Raises DayNotYet, DayTooOld, and AlreadyTold when the day says
    something else meanwhile.
    """
    today, at = timezone.localdate(), at or timezone.now()
    if day > today:
        raise DayNotYet
    if day < today - OLDEST:
        raise DayTooOld
    first = {"state": state, "litres_left": litres_left, "recorded_by": by, "recorded_at": at}
    row, is_new = DayState.objects.select_for_update().get_or_create(school=school, day=day, defaults=first)
    if not is_new and seen not in (None, row.mark) and (row.state, row.litres_left) != (state, litres_left):
        raise AlreadyTold(_who_told(row))
    if not is_new and not _corrected(row, state, litres_left, by, at):
        return row
    verb = "water.day_corrected" if not is_new else "water.day_dry" if state == HadWater.NO else "water.day_told"
    words = str(HadWater(state).label)
    record(verb, row, by=by, at=at, school_id=school.pk, day=day.isoformat(), state=words)
    if state == HadWater.NO and day >= today - ALARM_UNTIL and _begins(school, day):
        tell_interruption(school, day)
    return row


def _who_told(row: DayState) -> str:
    words = _gettext("%(who)s ya dijo: «%(what)s». Corríjalo solo si no fue así.")
    return words % {"who": row.last_told_by.full_name, "what": HadWater(row.state).label}


def _corrected(row: DayState, state, litres_left, by, at) -> bool:
    """Keep what the day said and write the new word; False where it is the same."""
    if (row.state, row.litres_left) == (state, litres_left):
        return False
    DayChange.objects.create(
        day_state=row, old_state=row.state, old_litres=row.litres_left, changed_by=by, changed_at=at
    )
    row.state, row.litres_left = state, litres_left
    row.save(update_fields=["state", "litres_left"])
    return True


def _begins(school, day) -> bool:
    """Is neither the last day told before this one dry, nor the next one, of which the alarm was given already?"""
    told = DayState.objects.filter(school=school).values_list("state", flat=True)
    before = told.filter(day__lt=day).order_by("-day").first()
    after = told.filter(day__gt=day).order_by("day").first()
    return HadWater.NO not in (before, after)
