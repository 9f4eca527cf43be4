from reports.views.issuing import report_issue, report_return, report_review, report_verify
from reports.views.letterhead import letterhead_edit
from reports.views.reading import figure_detail, indicator_list, region_overview, report_detail, report_file
from reports.views.writing import report_build, report_list, report_plan, text_edit

__all__ = [
    "figure_detail",
    "indicator_list",
    "letterhead_edit",
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
    "text_edit",
]
