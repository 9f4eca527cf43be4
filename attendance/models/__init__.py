from attendance.models.chronic import ChronicCount
from attendance.models.counts import WeekChange, WeekCount, WeekLine
from attendance.models.months import MonthCount, YearOutcome

__all__ = ["ChronicCount", "MonthCount", "WeekChange", "WeekCount", "WeekLine", "YearOutcome"]
