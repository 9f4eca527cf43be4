"""The figures the strategies declare on a tally are the same together as each would be alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.strategies import registry
from core.tenancy.scope import region_scope, scope
from reports.selectors.figures import compute, compute_tally
from reports.tests.conftest import FRAME
from safety.tests.factories import noon, verified_check
from schools.tests.factories import SchoolFactory, freeze_target

TALLIED = [indicator for indicator in registry.indicators() if indicator.tallied]
SEPTEMBER = FRAME.cut_off.date().replace(month=9)


@pytest.fixture
def checked_schools(elmer, hilda):
    """One school that improved, one with a dry tap, one nobody visited."""
    better, dry, never = (SchoolFactory() for _number in range(3))
    freeze_target(better, dry, never, at=noon(FRAME.period_start))
    for day, value in ((FRAME.period_start, 1), (SEPTEMBER, 2)):
        verified_check(better, elmer, hilda, day=day, value=value)
    verified_check(dry, elmer, hilda, day=SEPTEMBER, AG_02="0", SA_07="0", AC_07="na")


def seen(figures):
    rows = [
        {
            "of": (figure.indicator.code, figure.ugel_id),
            "counts": (figure.numerator, figure.denominator),
            "members": (list(figure.numerator_ids), list(figure.denominator_ids)),
            "apart": {key: list(ids) for key, ids in figure.apart.items()},
        }
        for figure in figures
    ]
    return sorted(rows, key=lambda row: row["of"])


def test_tallied_figures_name_a_condition_for_each_part():
    assert TALLIED
    assert [set(indicator.tallied.apart) == set(indicator.apart) for indicator in TALLIED] == [True] * len(TALLIED)


def test_together_gives_what_each_gives_alone(norte, sur, checked_schools):
    with scope(sur):
        freeze_target(SchoolFactory(), at=noon(FRAME.period_start))
    ids = [norte.pk, sur.pk]
    tallies = dict.fromkeys(indicator.tallied.tally for indicator in TALLIED)
    with region_scope(ids):
        alone = [figure for indicator in TALLIED for figure in compute(indicator, FRAME, ids)]
        with CaptureQueriesContext(connection) as asked:
            together = [
                figure
                for tally in tallies
                for figure in compute_tally(tally, [i for i in TALLIED if i.tallied.tally is tally], FRAME, ids)
            ]
    assert seen(together) == seen(alone)
    assert len(asked) == len(tallies)
