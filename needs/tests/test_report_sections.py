"""What the report prints of needs, worked by hand on a small ámbito."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from core.strategies.indicators import Frame
from needs import report_sections
from needs.enums import NeedState
from needs.tests.factories import NeedFactory
from schools.enums import Area
from schools.tests.factories import SchoolFactory, freeze_target

CUT = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("America/Lima"))
REPORT = SimpleNamespace(frame=Frame(period_start=date(2026, 1, 1), period_end=date(2026, 12, 31), cut_off=CUT))


@pytest.fixture
def told(norte, elmer, hilda):
    """Rural: a danger and a solved one; urban: one that is open. One more outside the ámbito."""
    rural, urban = SchoolFactory(name="IE Ite"), SchoolFactory(name="IE Sama", area=Area.URBAN)
    freeze_target(rural, urban, at=CUT - timedelta(days=200))
    asked = {"reported_by": elmer, "reported_at": CUT - timedelta(days=9)}
    seen = {"solved_said_by": elmer, "solved_said_at": CUT, "closed_by": hilda, "closed_at": CUT}
    NeedFactory(school=rural, severity=4, category="water", **asked)
    NeedFactory(school=rural, what="Faltan carpetas", category="furniture", state=NeedState.SOLVED, **seen, **asked)
    NeedFactory(school=urban, category="water", **asked)
    NeedFactory(school=SchoolFactory(), category="water", **asked)


def test_what_was_asked_is_counted_by_kind_and_who_got_nothing_is_named(told):
    built = report_sections.build_asked(REPORT)

    rows = [(row["category"], row["asked"], row["open"], row["danger"]) for row in built["rows"]]
    assert rows == [("water", 2, 2, 1), ("furniture", 1, 0, 0)]
    assert (built["asked"], built["schools"], built["without_help"]["names"]) == (3, 2, ["IE Sama"])


def test_what_was_solved_is_counted_by_area_with_both_days(told):
    built = report_sections.build_solved(REPORT)

    assert [(row["solved"], row["asked"]) for row in built["areas"]] == [(0, 1), (1, 2)]
    assert [(need["what"], need["school"], need["said_on"], need["photos"]) for need in built["latest"]] == [
        ("Faltan carpetas", "IE Ite", CUT, 0)
    ]


@pytest.mark.parametrize("section", report_sections.ALL, ids=lambda section: section.key)
def test_section_prints_with_and_without_needs(norte, section):
    words = render_to_string(section.template, {"section": section, **section.build(REPORT)})

    assert str(section.title) in words
