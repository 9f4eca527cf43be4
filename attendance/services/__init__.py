from attendance.rule import Line
from attendance.services.chronic import MonthLine, MonthNotOver, NothingSaid, TooManyPupils, record_chronic
from attendance.services.outside import DayStillToCome, MoreThanListed, NeitherNumber, record_outside
from attendance.services.weeks import (
    NoClasses,
    NothingToTell,
    SaidMeanwhile,
    TooManyAbsences,
    WeekNotOver,
    WeekTooOld,
    record_week,
    save_week_form,
)

__all__ = [
    "DayStillToCome",
    "Line",
    "MonthLine",
    "MonthNotOver",
    "MoreThanListed",
    "NeitherNumber",
    "NoClasses",
    "NothingSaid",
    "NothingToTell",
    "SaidMeanwhile",
    "TooManyAbsences",
    "TooManyPupils",
    "WeekNotOver",
    "WeekTooOld",
    "record_chronic",
    "record_outside",
    "record_week",
    "save_week_form",
]
