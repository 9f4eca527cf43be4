from reports.models.reports import Report, ReportFile, ReportText
from reports.models.results import IndicatorResult

__all__ = ["IndicatorResult", "Report", "ReportFile", "ReportText"]
