"""The demo tenant people meet first: filled by one command, and not doubled by a second."""

import json
import re
from collections import Counter

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pypdf import PdfReader

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.tenancy.models import Ugel
from core.tenancy.scope import scope
from core.tenancy.speech import speaking
from core.ui.numbers import NBSP
from reports.models import Report
from reports.selectors.reading import Reading
from schools.models import School, TargetSchool
from tests.stories.servers import Stage
from tests.world import as_owner

# groups, greenhouses, sewing, confectionery, carpets, centres, families, children, disabled children, fed children
UNKNOWN = "маалымат жок"
AYMAKS = {
    "Бешкент": ["5", "4", "1", "—", "—", "—", "43", "46", "5", UNKNOWN],
    "Маргун": ["4", "—", "—", "1", "1", "1", "8", "84", UNKNOWN, "10"],
    "Катран": ["3", "1", "—", "—", "—", "—", "3", "70", UNKNOWN, UNKNOWN],
    "Жаңы-Жер": ["4", "1", "1", "1", "—", "—", "14", "74", "3", UNKNOWN],
}


@pytest.fixture
def stage(transactional_db, tmp_path):
    return Stage(tmp_path)


def rows_per_table():
    with as_owner(), connection.cursor() as cursor:
        counts = [
            f"SELECT '{table}', count(*) FROM {connection.ops.quote_name(table)}"
            for table in connection.introspection.table_names()
        ]
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())


def check_leilek(reading):
    """The issued report says every figure of the deck of «Жеткиликтүү мектеп», counted from rows."""
    counted = {code: (one.numerator, one.denominator) for code, one in reading.by_code.items()}
    unknown = {code: sum(len(group.ids) for group in one.asides) for code, one in reading.by_code.items()}
    printed = {one["label"]: one for one in reading.reported}

    # 400 of 6 968 are 5,7 %; the deck prints 5,6 %.
    assert counted["attendance.not_attending"] == (400, 6968)
    assert reading.by_code["attendance.not_attending"].value == f"5,7{NBSP}%"
    assert printed["Мектепке барбаган окуучулар"]["compared"].replace(NBSP, " ") == (
        "эсептелгени 5,7 %, басылганы 5,6 %: айырмасы 0,1 пункт"
    )
    assert {row["name"] for row in reading.data["schools"].values()} == set(
        School.objects.values_list("name", flat=True)
    )
    assert (len(reading.data["schools"]), reading.target["padron_schools"]) == (22, 22)
    assert counted["livelihoods.villages"] == (16, 16)
    assert counted["livelihoods.with_income"] == (12, 16)
    assert counted["livelihoods.families"] == (68, None)
    assert (counted["livelihoods.children"], counted["livelihoods.disabled_children"]) == ((274, None), (8, None))
    # Ten children of Margun eat at school; of three schools of Beshkent nobody says how many.
    assert (counted["livelihoods.fed"], unknown["livelihoods.fed"]) == ((10, None), 3)
    assert printed["Мектепке кайтып келген балдар"]["printed"] == ""
    assert [(one["name"], one["months"], one["funders"]) for one in reading.programmes] == [
        ("«Жеткиликтүү мектеп»", "06.2014–07.2015", ["DFID", "UNICEF"])
    ]
    assert table_of(reading) == AYMAKS

    pdf = PdfReader(default_storage.open(reading.report.files.get(kind="pdf").key))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).replace(NBSP, " ").split())
    assert pdf.trailer["/Root"]["/Lang"].startswith("ky")
    for words in (
        "5,7 %",
        "6 968 ичинен 400",
        "маалымат жок",
        "Жаңы-Жер",
        "06.2014–07.2015",
        "Бешкент",
        "үй-бүлө",
    ):
        assert words in text


def table_of(reading) -> dict:
    """By ayil aymak: what its columns say."""
    (html,) = (one["html"] for one in reading.data["sections"] if one["key"] == "livelihoods.livelihoods")
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", html, re.S)]
    cells = [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in rows[1:]]
    return {name: numbers for name, *numbers in cells[:-1]}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_demo_is_whole_and_a_second_run_changes_nothing(stage, settings):
    manage, settings.MEDIA_ROOT = stage.manage, stage.media
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

    district = Ugel.objects.select_related("region").get(code="41705236")
    with speaking(district), scope(district):
        check_leilek(Reading(Report.objects.issued().get()))

    before = rows_per_table()
    manage("load_demo")
    assert rows_per_table() == before
