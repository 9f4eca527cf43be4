"""A leg's word that comes with a school's week."""

from core.strategies.registry import WeekWord
from schools.models import School
from transport.models import Leg, LegDay
from transport.services.saying import AlreadySaid, NotThatDay, say_leg


def say_week_word(school: School, word: WeekWord, by) -> None:
    """As `say_leg`; two who say the same agree. Raises what it raises; a leg that is gone does not run."""
    leg = Leg.objects.select_related("route").filter(pk=int(word.line), route__school=school).first()
    if leg is None:
        raise NotThatDay
    try:
        say_leg(
            leg=leg,
            day=word.day,
            said=word.value,
            late_minutes=word.number,
            note=word.note,
            by=by,
            version=int(word.version or 0),
        )
    except AlreadySaid:
        told = LegDay.objects.filter(leg=leg, day=word.day, said=word.value, late_minutes=word.number, note=word.note)
        if not told.exists():
            raise
