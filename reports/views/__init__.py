from reports.views.issuing import report_issue, report_return, report_review, report_verify
from reports.views.letterhead import letterhead_edit
from reports.views.reading import figure_detail, indicator_list, region_overview, report_detail, report_file
from reports.views.stated import (
    programme_add,
    programme_edit,
    programme_list,
    programme_restore,
    programme_strike,
    reported_add,
    reported_edit,
    reported_list,
    reported_restore,
    reported_strike,
)
from reports.views.writing import report_build, report_list, report_plan, text_edit

__all__ = [
    "figure_detail",
    "indicator_list",
    "letterhead_edit",
    "programme_add",
    "programme_edit",
    "programme_list",
    "programme_restore",
    "programme_strike",
    "region_overview",
    "report_build",
    "report_detail",
    "report_file",
    "report_issue",
    "report_list",
    "report_plan",
    "report_return",
    "report_review",
    "report_verify",
    "reported_add",
    "reported_edit",
    "reported_list",
    "reported_restore",
    "reported_strike",
    "text_edit",
]
