from attendance.views.case_acts import (
    case_close,
    case_forget,
    case_give,
    case_reopen,
    case_return,
    case_step,
    case_step_mark,
    case_take_back,
    case_visit,
    case_week,
)
from attendance.views.cases import case_correct, case_detail, case_list, case_open
from attendance.views.counts import case_counts, case_export
from attendance.views.weeks import chronic, export, month, school_attendance, school_list, trend

__all__ = [
    "case_close",
    "case_correct",
    "case_counts",
    "case_detail",
    "case_export",
    "case_forget",
    "case_give",
    "case_list",
    "case_open",
    "case_reopen",
    "case_return",
    "case_step",
    "case_step_mark",
    "case_take_back",
    "case_visit",
    "case_week",
    "chronic",
    "export",
    "month",
    "school_attendance",
    "school_list",
    "trend",
]
