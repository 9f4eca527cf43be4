"""The legs of a school as «Mi semana» asks them: a line for each, Monday first."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from core.strategies.registry import WeekChoice, WeekLine, WeekNumber, WeekSaid
from schools.models import School
from transport.enums import Said
from transport.models import Leg, LegDay
from transport.selectors.days import legs_in_order, runs_on

LATEST = 600


def week_lines(school: School, days: Sequence[date]) -> list[WeekLine]:
    """A line a leg that works on any of these days; three queries however many routes there are."""
    legs = [leg for leg in legs_in_order().filter(route__school=school) if any(runs_on(leg, day) for day in days)]
    ids = [leg.pk for leg in legs]
    told = LegDay.objects.filter(leg__in=ids, day__range=(days[0], days[-1])).select_related("said_by")
    earlier = LegDay.objects.filter(leg__in=ids, day__lt=days[0]).order_by("leg", "-day").distinct("leg")
    before = {one.leg_id: said_of(one) for one in earlier.select_related("said_by")}
    by_leg: dict[int, dict[date, WeekSaid]] = {pk: {} for pk in ids}
    for one in told:
        by_leg[one.leg_id][one.day] = said_of(one)
    return [_line(leg, days, by_leg[leg.pk], before.get(leg.pk)) for leg in legs]


def said_of(one: LegDay) -> WeekSaid:
    return WeekSaid(
        value=one.said,
        words=one.words,
        version=str(one.version),
        number=one.late_minutes,
        note=one.note,
        by=one.said_by.full_name,
        url=one.get_absolute_url(),
    )


def _line(leg: Leg, days, said, before) -> WeekLine:
    hour = f" · {leg.hour:%H:%M}" if leg.hour else ""
    return WeekLine(
        key=str(leg.pk),
        label=f"{leg.get_direction_display()}{hour}",
        hint=leg.route.name,
        choices=[WeekChoice(one, one.label, one.tone, takes_number=one == Said.LATE) for one in Said],
        usual=Said.CAME,
        said=said,
        off={day: _("La ruta no funciona ese día") for day in days if not runs_on(leg, day)},
        before=before,
        number=WeekNumber(_("Minutos tarde"), most=LATEST, least=1),
        note=_("Algo más que contar"),
    )
