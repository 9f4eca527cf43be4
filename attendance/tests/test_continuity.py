"""Continuity: the official formula as of the cut-off, and the region's UGELs beside ours."""

from datetime import date, timedelta

import pytest

from attendance import indicators, selectors, services
from attendance.tests.test_figures import CUT, FRAME, amounts, three  # noqa: F401  a fixture
from schools.enums import ImportState
from schools.models import PadronImport, RegionTotal

YEAR = {"year": 2025, "enrolled": 40, "continued": 31, "finished": 6, "died": 0}


def test_interruption_counts_the_year_before_as_known_at_the_cut_off(three, elmer):  # noqa: F811
    whole, half, silent = three
    services.record_year(service=whole, **YEAR, by=elmer, at=CUT - timedelta(days=2))
    services.record_year(service=half, **YEAR | {"year": 2024}, by=elmer, at=CUT - timedelta(days=2))
    services.record_year(service=whole, **YEAR | {"continued": 20}, by=elmer, at=CUT + timedelta(days=1))

    assert amounts(indicators.INTERRUPTION, FRAME) == {
        whole.school_id: (3, 40),
        half.school_id: (None, None),
        silent.school_id: (None, None),
    }


@pytest.fixture
def cut(norte):
    """cut(day, {code: pupils}): the region's totals of an applied padrón."""

    def go(day, pupils, state=ImportState.APPLIED):
        made = PadronImport.objects.create(file_name="padron.csv", file_key="x", state=state)
        for code, count in pupils.items():
            RegionTotal.objects.create(
                padron_import=made, ugel_code=code, ugel_name=f"UGEL {code}", cut_date=day, services=1,
                active_services=1, locals=1, target_locals=1, pupils=count,
            )  # fmt: skip

    return go


def test_the_region_is_compared_over_two_years_and_what_a_cut_lacks_is_unknown(cut, norte):
    cut(date(2025, 4, 1), {norte.code: 200, "230001": 1000})
    cut(date(2025, 9, 1), {norte.code: 190, "230001": 900, "230003": 50})
    cut(date(2026, 4, 1), {norte.code: 180, "230001": None, "230002": 70})
    cut(date(2026, 8, 1), {norte.code: 1}, ImportState.UNDONE)

    found = selectors.retention_by(date(2026, 12, 31))

    assert (found.before, found.after) == (date(2025, 9, 1), date(2026, 4, 1))
    assert [(one.name, one.before, one.after, one.index and str(one.index)) for one in found.ugels] == [
        (f"UGEL {norte.code}", 190, 180, "94.7"),
        ("UGEL 230001", 900, None, None),
        ("UGEL 230002", None, 70, None),
        ("UGEL 230003", 50, None, None),
    ]
    assert selectors.retention_by(date(2025, 12, 31)) is None
