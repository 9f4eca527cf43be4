from reports.models.reports import Report, ReportFile, ReportText
from reports.models.results import IndicatorResult
from reports.models.stated import Programme, ProgrammeFunder, ReportedFigure

__all__ = [
    "IndicatorResult",
    "Programme",
    "ProgrammeFunder",
    "Report",
    "ReportFile",
    "ReportText",
    "ReportedFigure",
]
