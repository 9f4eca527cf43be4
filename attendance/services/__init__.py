from attendance.rule import Line
from attendance.services.chronic import MonthLine, MonthNotOver, NothingSaid, TooManyPupils, record_chronic
from attendance.services.outside import DayStillToCome, MoreThanListed, NeitherNumber, record_outside
from attendance.services.registers import LateOfPresent, MoreThanEnrolled, YearNotOver, record_month, record_year
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
    "LateOfPresent",
    "Line",
    "MonthLine",
    "MonthNotOver",
    "MoreThanEnrolled",
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
    "YearNotOver",
    "record_chronic",
    "record_month",
    "record_outside",
    "record_week",
    "record_year",
    "save_week_form",
]
