from attendance.models.chronic import ChronicCount
from attendance.models.counts import WeekChange, WeekCount, WeekLine
from attendance.models.outside import OutsideCount

__all__ = ["ChronicCount", "OutsideCount", "WeekChange", "WeekCount", "WeekLine"]
