from attendance.models.chronic import ChronicCount
from attendance.models.counts import WeekChange, WeekCount, WeekLine

__all__ = ["ChronicCount", "WeekChange", "WeekCount", "WeekLine"]
