from attendance.rule import Line
from attendance.services.weeks import (
    NoClasses,
    NothingToTell,
    TooManyAbsences,
    WeekNotOver,
    WeekTooOld,
    record_chronic,
    record_week,
)

__all__ = [
    "Line",
    "NoClasses",
    "NothingToTell",
    "TooManyAbsences",
    "WeekNotOver",
    "WeekTooOld",
    "record_chronic",
    "record_week",
]
