from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from needs.enums import NeedState
from needs.indicators import SOLVED, SOLVED_RURAL, SOLVED_URBAN, WITHOUT_HELP
from needs.tests.factories import NeedFactory
from schools.enums import Area
from schools.tests.factories import SchoolFactory, freeze_target

CUT = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("America/Lima"))
YEAR = Frame(period_start=date(2026, 1, 1), period_end=date(2026, 12, 31), cut_off=CUT)


@pytest.fixture
def ambito(norte):
    rural, urban = SchoolFactory(), SchoolFactory(area=Area.URBAN)
    freeze_target(rural, urban, at=CUT - timedelta(days=200))
    return rural, urban


def figures(indicator):
    return indicator.achieved(YEAR).count(), indicator.eligible(YEAR).count()


def solved(by, seen_by, **where):
    at = where.pop("closed_at", CUT)
    seen = {"solved_said_by": by, "solved_said_at": at, "closed_by": seen_by, "closed_at": at}
    return NeedFactory(reported_by=by, state=NeedState.SOLVED, reported_at=CUT - timedelta(days=30), **seen, **where)


def test_solved_worked_by_hand(ambito, elmer, hilda):
    """Six told in the period by the ámbito, one of them repeated; two seen solved, one of them too late: 1 of 5."""
    rural, urban = ambito
    solved(elmer, hilda, school=rural)
    solved(elmer, hilda, school=urban, closed_at=CUT + timedelta(days=1))
    told = {"reported_by": elmer, "reported_at": CUT}
    first = NeedFactory(school=rural, **told)
    NeedFactory(school=rural, state=NeedState.DUPLICATE, duplicate_of=first, **told)
    NeedFactory(school=urban, state=NeedState.SOLVED_OTHERWISE, reason="APAFA", **told)
    NeedFactory(school=rural, state=NeedState.CLOSED_UNSOLVED, reason="x", **told)
    NeedFactory(school=rural, reported_by=elmer, reported_at=CUT - timedelta(days=400))
    NeedFactory(school=rural, reported_by=elmer, reported_at=CUT + timedelta(hours=1))
    NeedFactory(school=SchoolFactory(), **told)

    assert (figures(SOLVED), figures(SOLVED_RURAL), figures(SOLVED_URBAN)) == ((1, 5), (1, 3), (0, 2))


def test_without_help_counts_schools_once(ambito, elmer):
    rural, urban = ambito
    told = {"reported_by": elmer, "reported_at": CUT - timedelta(days=5)}
    NeedFactory.create_batch(3, school=rural, **told)
    NeedFactory(school=urban, state=NeedState.COVERED, **told)

    assert figures(WITHOUT_HELP) == (1, 2)


def test_one_statement_for_several_ugels_and_nothing_of_others(ambito, elmer, norte, sur):
    NeedFactory(school=ambito[0], reported_by=elmer, reported_at=CUT)
    with scope(sur):
        theirs = SchoolFactory()
        freeze_target(theirs, at=CUT - timedelta(days=200))
        NeedFactory.create_batch(2, school=theirs, reported_by=elmer, reported_at=CUT)

    assert figures(SOLVED) == (0, 1)
    with region_scope([norte, sur]):
        assert figures(SOLVED) == (0, 3)
