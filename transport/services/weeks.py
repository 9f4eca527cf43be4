"""A leg's word that comes with a school's week."""

from typing import Any

from core.strategies.registry import WeekWord
from schools.models import School
from transport.models import Leg, LegDay
from transport.services.saying import AlreadySaid, say_leg


def say_week_word(school: School, word: WeekWord, by) -> None:
    """As `say_leg`; two who say the same agree. Raises what it raises; a leg of another school does not exist."""
    leg = Leg.objects.select_related("route").get(pk=int(word.line), route__school=school)
    told: dict[str, Any] = {"said": word.value, "late_minutes": word.number, "note": word.note}
    try:
        say_leg(leg=leg, day=word.day, by=by, version=int(word.version or 0), **told)
    except AlreadySaid:
        if not LegDay.objects.filter(leg=leg, day=word.day, **told).exists():
            raise
