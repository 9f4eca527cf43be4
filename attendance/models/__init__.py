from attendance.models.cases import (
    Case,
    CaseCounter,
    CaseFollowWeek,
    CaseLook,
    CasePlanStep,
    CaseVisit,
    CaseWorker,
)
from attendance.models.chronic import ChronicCount
from attendance.models.counts import WeekChange, WeekCount, WeekLine
from attendance.models.months import MonthCount, YearOutcome
from attendance.models.outside import OutsideCount
from attendance.models.published import CaseQuarter, PublishedCount
from attendance.models.sealed import CaseName, CaseNote

__all__ = [
    "Case",
    "CaseCounter",
    "CaseFollowWeek",
    "CaseLook",
    "CaseName",
    "CaseNote",
    "CasePlanStep",
    "CaseQuarter",
    "CaseVisit",
    "CaseWorker",
    "ChronicCount",
    "MonthCount",
    "OutsideCount",
    "PublishedCount",
    "WeekChange",
    "WeekCount",
    "WeekLine",
    "YearOutcome",
]
