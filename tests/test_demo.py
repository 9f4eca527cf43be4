"""The demo tenant people meet first: filled by one command, and not doubled by a second."""

import json
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.tenancy.models import Ugel
from core.tenancy.scope import scope
from schools.models import TargetSchool
from tests.stories.servers import Stage
from tests.world import as_owner


@pytest.fixture
def manage(transactional_db, tmp_path):
    return Stage(tmp_path).manage


def rows_per_table():
    with as_owner(), connection.cursor() as cursor:
        counts = [
            f"SELECT '{table}', count(*) FROM {connection.ops.quote_name(table)}"
            for table in connection.introspection.table_names()
        ]
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_demo_is_whole_and_a_second_run_changes_nothing(manage):
    said = json.loads(manage("load_demo").splitlines()[-1])

    assert {membership.role for membership in Membership.objects.all()} == set(Role.values)
    assert len(said["people"]) == Membership.objects.count()
    with scope(Ugel.objects.get(code="230002")):
        schools = Counter(TargetSchool.objects.filter(is_included=True).values_list("target_list__year", flat=True))
        assert list(schools.values()) == [28, 28]  # of this year and of the year before

    year = timezone.localdate().year
    period = ["--from", f"{year}-01-01", "--to", f"{year}-12-31"]
    counted = json.loads(
        manage("achievement_report", "--ugel", "230002", *period, "--json", role="app").splitlines()[-1]
    )
    figures = {figure["code"]: figure for figure in counted["indicators"]}
    for code, said in (
        ("safety.improved", (21, 28, 75)),
        ("adoptions.neediest", (7, 7, 100)),
        ("networks.active", (2, 3, 67)),
    ):
        assert tuple(figures[code][part] for part in ("numerator", "denominator", "percent")) == said

    before = rows_per_table()
    manage("load_demo")
    assert rows_per_table() == before
