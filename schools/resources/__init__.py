from core.strategies.registry import collect
from schools.resources.export import EXPORT_COLUMNS, csv_lines, export_rows, write_workbook
from schools.resources.people import PEOPLE
from schools.resources.sheets import (
    ENROLMENT,
    SCHOOLS,
    SEXES,
    Column,
    Sheet,
    service_of,
    template_workbook,
    whole,
)

__all__ = [
    "EXPORT_COLUMNS",
    "SEXES",
    "Column",
    "Sheet",
    "csv_lines",
    "export_rows",
    "service_of",
    "sheets",
    "template_workbook",
    "whole",
    "write_workbook",
]


def sheets() -> dict[str, Sheet]:
    """By slug: the registry's own and those the strategies declare."""
    return {sheet.slug: sheet for sheet in (ENROLMENT, SCHOOLS, PEOPLE, *collect("sheets"))}
