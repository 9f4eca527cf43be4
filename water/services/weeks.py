"""A day's word of water that comes with a school's week."""

from core.strategies.registry import WeekWord
from schools.models import School
from water.enums import HadWater
from water.services.days import record_day


def say_week_word(school: School, word: WeekWord, by) -> None:
    """As `record_day`, held to what the person saw."""
    state = HadWater(word.value)
    record_day(school=school, day=word.day, state=state, litres_left=word.number, by=by, seen=word.version)
