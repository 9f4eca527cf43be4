from attendance.views.outside import outside_list, outside_tell
from attendance.views.weeks import chronic, export, month, school_attendance, school_list, trend

__all__ = [
    "chronic",
    "export",
    "month",
    "outside_list",
    "outside_tell",
    "school_attendance",
    "school_list",
    "trend",
]
