from attendance.rule import Line
from attendance.services.weeks import (
    NoClasses,
    NothingToTell,
    SaidMeanwhile,
    TooManyAbsences,
    WeekNotOver,
    WeekTooOld,
    record_chronic,
    record_week,
    save_week_form,
)

__all__ = [
    "Line",
    "NoClasses",
    "NothingToTell",
    "SaidMeanwhile",
    "TooManyAbsences",
    "WeekNotOver",
    "WeekTooOld",
    "record_chronic",
    "record_week",
    "save_week_form",
]
