"""Water as «Mi semana» asks it: one line a school."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from core.strategies.registry import WeekChoice, WeekLine, WeekNumber, WeekSaid
from schools.models import School
from water.enums import HadWater
from water.models import DayState
from water.selectors.days import CORRECTIONS, days_between

MOST_LITRES = 1_000_000


def week_lines(school: School, days: Sequence[date]) -> list[WeekLine]:
    """The one line, in a few queries."""
    told = days_between(school, days[0], days[-1])
    rows = DayState.objects.filter(school=school, day__lt=days[0]).select_related("recorded_by")
    last = rows.prefetch_related(CORRECTIONS).order_by("-day").first()
    line = WeekLine(
        key="agua",
        label=_("¿Hubo agua?"),
        choices=[WeekChoice(one, one.label, one.tone, takes_number=True) for one in HadWater],
        usual=HadWater.YES,
        said={day: said_of(row) for day, row in told.items()},
        before=said_of(last) if last else None,
        number=WeekNumber(_("Litros en el tanque"), most=MOST_LITRES, is_aside=True),
    )
    return [line]


def said_of(row: DayState) -> WeekSaid:
    return WeekSaid(
        value=row.state,
        words=str(row.status.label),
        version=row.mark,
        number=row.litres_left,
        by=row.last_told_by.full_name,
    )
