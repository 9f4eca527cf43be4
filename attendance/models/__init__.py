from attendance.models.counts import ChronicCount, WeekChange, WeekCount, WeekLine

__all__ = ["ChronicCount", "WeekChange", "WeekCount", "WeekLine"]
