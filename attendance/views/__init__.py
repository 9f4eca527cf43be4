from attendance.views.outside import outside_list, outside_tell
from attendance.views.weeks import (
    chronic,
    continuity,
    export,
    month,
    school_attendance,
    school_list,
    sheets,
    trend,
    weeks_sheet,
)

__all__ = [
    "chronic",
    "continuity",
    "export",
    "month",
    "outside_list",
    "outside_tell",
    "school_attendance",
    "school_list",
    "sheets",
    "trend",
    "weeks_sheet",
]
