from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame, Indicator, Kind
from newstrategy.selectors import done_within
from schools.selectors import target_schools


def with_activity(frame: Frame):
    return target_schools(frame).filter(pk__in=done_within(frame).values("school_id"))


def without_activity(frame: Frame):
    return target_schools(frame).exclude(pk__in=done_within(frame).values("school_id"))


WITH_ACTIVITY = Indicator(
    code="newstrategy.with_activity",
    version=1,
    kind=Kind.SHARE,
    name=_("II.EE. con al menos una actividad realizada"),
    definition=_("Escuelas del ámbito con al menos una actividad realizada en el periodo ÷ escuelas del ámbito"),
    eligible=target_schools,
    achieved=with_activity,
    apart={"without": (_("Sin ninguna actividad realizada"), without_activity)},
)
ALL = [WITH_ACTIVITY]
