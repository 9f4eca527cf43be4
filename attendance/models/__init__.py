from attendance.models.chronic import ChronicCount
from attendance.models.counts import WeekChange, WeekCount, WeekLine
from attendance.models.months import MonthCount, YearOutcome
from attendance.models.outside import OutsideCount

__all__ = ["ChronicCount", "MonthCount", "OutsideCount", "WeekChange", "WeekCount", "WeekLine", "YearOutcome"]
