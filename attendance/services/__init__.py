from attendance.rule import Line
from attendance.services.cases import NamesGone, NotYetKept, close_case, open_case, reopen_case
from attendance.services.chronic import MonthLine, MonthNotOver, NothingSaid, TooManyPupils, record_chronic
from attendance.services.following import (
    MoreThanTaught,
    NotReturned,
    add_step,
    follow_week,
    mark_step,
    record_visit,
    say_back,
)
from attendance.services.forgetting import AlreadyGone, forget, forget_expired, seal_again
from attendance.services.locking import CaseClosed, StillToCome
from attendance.services.looking import NothingToKeep, Words, correct_words, look
from attendance.services.outside import DayStillToCome, MoreThanListed, NeitherNumber, record_outside
from attendance.services.publishing import publish_quarters
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
from attendance.services.working import NotForThem, give, take_back

__all__ = [
    "AlreadyGone",
    "CaseClosed",
    "DayStillToCome",
    "LateOfPresent",
    "Line",
    "MonthLine",
    "MonthNotOver",
    "MoreThanEnrolled",
    "MoreThanListed",
    "MoreThanTaught",
    "NamesGone",
    "NeitherNumber",
    "NoClasses",
    "NotForThem",
    "NotReturned",
    "NotYetKept",
    "NothingSaid",
    "NothingToKeep",
    "NothingToTell",
    "SaidMeanwhile",
    "StillToCome",
    "TooManyAbsences",
    "TooManyPupils",
    "WeekNotOver",
    "WeekTooOld",
    "Words",
    "YearNotOver",
    "add_step",
    "close_case",
    "correct_words",
    "follow_week",
    "forget",
    "forget_expired",
    "give",
    "look",
    "mark_step",
    "open_case",
    "publish_quarters",
    "record_chronic",
    "record_month",
    "record_outside",
    "record_visit",
    "record_week",
    "record_year",
    "reopen_case",
    "save_week_form",
    "say_back",
    "seal_again",
    "take_back",
]
