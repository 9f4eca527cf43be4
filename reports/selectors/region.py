"""What a regional authority reads: the issued reports of its UGELs, side by side and unranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.strategies import registry
from core.strategies.indicators import Kind
from core.tenancy.models import Region, Ugel
from core.tenancy.scope import region_scope
from core.tenancy.urls import global_url
from core.ui.numbers import NBSP, share, written
from reports.models import IndicatorResult, Report

# Below this many, a percentage says more about who was counted than about what was done.
SMALLEST_COMPARABLE = 10


@dataclass(frozen=True)
class Cell:
    """One indicator of one UGEL's report."""

    name: str
    result: IndicatorResult | None

    @property
    def is_small(self):
        result = self.result
        return bool(result and result.denominator is not None and result.denominator < SMALLEST_COMPARABLE)

    @property
    def value(self):
        if self.result is None:
            return ""
        if not Kind(self.result.kind).has_percent:
            return "" if self.result.numerator is None else written(self.result.numerator)
        percent = share(self.result.numerator, self.result.denominator)
        return "" if percent is None else f"{written(percent)}{NBSP}%"

    @property
    def fraction(self):
        if self.result is None or self.result.denominator is None:
            return ""
        return f"{written(self.result.numerator)}/{written(self.result.denominator)}"


@dataclass(frozen=True)
class Line:
    """One UGEL of the table; `report` is None where nothing was issued."""

    ugel: Ugel
    report: Report | None
    cells: Sequence[Cell]

    @property
    def url(self):
        return self._address("reports:report_detail") if self.report else ""

    @property
    def pdf_url(self):
        return self._address("reports:report_file", "pdf") if self.report else ""

    @property
    def xlsx_url(self):
        return self._address("reports:report_file", "xlsx") if self.report else ""

    def _address(self, name, *args):
        return f"/{self.ugel.code}{global_url(name, self.report.pk, *args)}"


@dataclass(frozen=True)
class RegionTable:
    region: Region
    indicators: Sequence
    lines: Sequence[Line]

    @property
    def reported(self):
        """How many UGELs issued a report of that year."""
        return sum(line.report is not None for line in self.lines)


def regions_read_by(user: User) -> list[Region]:
    readers = Membership.objects.active().filter(user=user, role=Role.REGION_READER).select_related("region")
    return [membership.region for membership in readers.order_by("region__name")]


def table_of_region(region: Region, year: int) -> RegionTable:
    """UGELs by name, each with its latest current report of the year: five queries, however many UGELs."""
    ugels = list(Ugel.objects.filter(region=region, is_active=True).order_by("name"))
    indicators = [indicator for indicator in registry.indicators() if indicator.is_headline]
    with region_scope(ugels):
        reports = _latest_reports(year)
        results = _results(reports.values(), indicators)
    lines = [
        Line(
            ugel=ugel,
            report=reports.get(ugel.pk),
            cells=[Cell(indicator.name, results.get((ugel.pk, indicator.code))) for indicator in indicators],
        )
        for ugel in ugels
    ]
    return RegionTable(region=region, indicators=indicators, lines=lines)


def _latest_reports(year):
    issued = Report.objects.current().filter(period_end__range=(date(year, 1, 1), date(year, 12, 31)))
    latest = issued.order_by("ugel_id", "-cut_off", "-id").distinct("ugel_id")
    return {report.ugel_id: report for report in latest.select_related("document").defer("snapshot", "content")}


def _results(reports, indicators):
    rows = IndicatorResult.objects.filter(
        report__in=[report.pk for report in reports], code__in=[indicator.code for indicator in indicators]
    )
    rows = rows.defer("numerator_ids", "denominator_ids", "apart", "amounts", "settings")
    return {(row.ugel_id, row.code): row for row in rows}
