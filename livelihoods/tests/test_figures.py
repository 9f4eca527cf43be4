"""The figures of the programme, worked by hand, as they were known at the cut-off."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.strategies.indicators import Frame, Kind
from core.strategies.registry import indicators as declared
from core.tenancy.scope import scope
from livelihoods import indicators, services
from livelihoods.enums import EnterpriseKind, SupportKind
from livelihoods.report_sections import build_livelihoods
from livelihoods.rule import Share
from livelihoods.selectors.table import by_place
from livelihoods.tests.factories import (
    CHILDREN,
    MEALS,
    REINVESTMENT,
    make_enterprise,
    make_group,
    make_village,
    tell_month,
)
from schools.enums import TerritoryKind
from schools.models import School
from schools.tests.factories import SchoolFactory, TerritoryFactory, freeze_target

FRAME = Frame(date(2026, 1, 1), date(2026, 12, 31), datetime(2026, 9, 15, 18, tzinfo=UTC))
BEFORE = datetime(2026, 9, 10, 17, tzinfo=UTC)
EARLIER = Frame(FRAME.period_start, FRAME.period_end, BEFORE)
LATE = datetime(2026, 9, 12, 17, tzinfo=UTC)


def figure(indicator, frame=FRAME):
    """((numerator, denominator), how many rows stand apart by key), as the engine of reports reads a declaration."""
    if indicator.kind == Kind.SHARE:
        eligible = indicator.eligible(frame)
        achieved = eligible.filter(pk__in=indicator.achieved(frame).values("pk"))
        apart = {key: rows(frame).count() for key, (_label, rows) in indicator.apart.items()}
        return (achieved.count(), eligible.count()), apart
    rows = list(indicator.amounts(frame))
    amounts = [(one.numerator_amount, getattr(one, "denominator_amount", 0)) for one in rows]
    known = [pair for pair in amounts if None not in pair]
    tops, bottoms = (sum(part) for part in zip(*known, strict=True)) if known else (None, None)
    return (tops, bottoms if indicator.kind.has_percent else None), {"unknown": len(rows) - len(known)}


@pytest.fixture
def villages(norte):
    """Four villages of an ayil aymak, two schools in the first, all of the ámbito, and a school of no known village."""
    aymak = TerritoryFactory(code="41705236804000", name="Бешкент", kind=TerritoryKind.AYIL_AYMAK)
    made = [make_village(f"4170523680401{at}", f"Айыл {at}", district=aymak) for at in range(4)]
    SchoolFactory(district=aymak, centre_code=made[0].code)
    SchoolFactory(district=aymak, centre="Ак-Суу")
    freeze_target(*School.objects.all(), at=datetime(2026, 1, 2, tzinfo=UTC))
    return made


@pytest.fixture
def groups(villages, elmer):
    return [make_group(elmer, village) for village in villages[:3]]


def test_all_figures_are_declared():
    assert {one.code for one in indicators.ALL} <= {one.code for one in declared()}


def test_villages_with_a_group_count_each_village_once(norte, groups, elmer):
    assert figure(indicators.VILLAGES) == ((3, 4), {"unplaced": 1})
    services.close_group(group=groups[0], closed_date=date(2026, 9, 14), reason="Se disolvió", by=elmer, at=LATE)
    assert figure(indicators.VILLAGES)[0] == (2, 4)
    assert figure(indicators.VILLAGES, EARLIER)[0] == (3, 4)


def test_a_ugel_without_ambito_or_groups_has_no_data(norte):
    assert figure(indicators.VILLAGES) == ((0, 0), {"unplaced": 0})
    assert figure(indicators.WITH_INCOME) == ((0, 0), {"untold": 0})
    for one in (indicators.TO_CHILDREN, indicators.FAMILIES, indicators.CHILDREN, indicators.FED):
        assert figure(one)[0] == (None, None)


def test_communities_with_income_are_those_a_part_came_to(norte, groups, elmer):
    first, second, third = groups
    greenhouse = make_enterprise(elmer, first)
    make_enterprise(elmer, third)
    assert figure(indicators.WITH_INCOME) == ((0, 3), {"untold": 2})
    shares = [Share(first.village_id, REINVESTMENT), Share(second.village_id, CHILDREN)]
    income = tell_month(elmer, greenhouse, net=None, shares=shares, at=LATE)
    assert figure(indicators.WITH_INCOME) == ((2, 3), {"untold": 1})
    assert figure(indicators.WITH_INCOME, EARLIER) == ((0, 3), {"untold": 2})
    services.strike(word=income, reason="Error", by=elmer)
    assert figure(indicators.WITH_INCOME)[0] == (0, 3)


def test_the_share_that_reached_children(norte, groups, elmer):
    greenhouse, other = make_enterprise(elmer, groups[0]), make_enterprise(elmer, groups[1])
    own = groups[0].village_id
    parts = ((CHILDREN, 200), (MEALS, 50), (REINVESTMENT, 750))
    tell_month(elmer, greenhouse, shares=[Share(own, purpose, Decimal(n)) for purpose, n in parts], at=BEFORE)
    tell_month(elmer, greenhouse, 7, shares=[Share(own, REINVESTMENT, Decimal(1000))])
    tell_month(elmer, greenhouse, 6, net="-300", shares=[])
    tell_month(elmer, other, net=None)
    assert figure(indicators.TO_CHILDREN) == ((250, 2000), {"unknown": 1})
    assert figure(indicators.TO_CHILDREN, EARLIER)[0] == (250, 1000)


def test_an_income_counts_in_the_period_in_which_it_ended(norte, groups, elmer):
    tell_month(elmer, make_enterprise(elmer, groups[0]), 8)
    until_july = Frame(date(2026, 1, 1), date(2026, 8, 30), FRAME.cut_off)
    assert figure(indicators.TO_CHILDREN, until_july)[0] == (None, None)
    assert figure(indicators.WITH_INCOME, until_july)[0][0] == 0


def test_families_are_the_latest_count_of_each_enterprise(norte, groups, elmer):
    greenhouse, sewing, silent = (make_enterprise(elmer, group) for group in groups)
    make_enterprise(elmer, groups[0], kind=EnterpriseKind.RESOURCE_CENTRE)
    for enterprise, day, families, at in (
        (greenhouse, date(2026, 8, 1), 40, BEFORE),
        (greenhouse, date(2026, 9, 1), 43, LATE),
        (sewing, date(2026, 9, 1), 8, BEFORE),
    ):
        services.tell_families(enterprise=enterprise, day=day, families=families, by=elmer, at=at)
    assert figure(indicators.FAMILIES) == ((51, None), {"unknown": 1})
    assert figure(indicators.FAMILIES, EARLIER)[0] == (48, None)
    assert silent.families.count() == 0


def test_children_are_summed_apart_and_unknown_counts_are_listed(norte, villages, elmer):
    school = School.objects.filter(centre_code=villages[0].code).first()
    told = {"day": date(2026, 5, 1), "by": elmer}
    for place, children, disabled in ((villages[0], 46, 5), (villages[1].parent, 84, None)):
        services.tell_support(
            kind=SupportKind.MATERIAL, territory=place, children=children, disabled_children=disabled, **told
        )
    services.tell_support(kind=SupportKind.MEAL, territory=villages[1], children=8, disabled_children=2, **told)
    services.tell_support(kind=SupportKind.MEAL, school=school, times=3, **told)
    assert figure(indicators.CHILDREN) == ((130, None), {"unknown": 0})
    assert figure(indicators.DISABLED) == ((5, None), {"unknown": 1})
    assert figure(indicators.FED) == ((10, None), {"unknown": 1})


def test_the_table_says_unknown_where_nobody_told(norte, groups, villages, elmer):
    make_enterprise(elmer, groups[0], quantity=4)
    unnumbered = make_enterprise(elmer, groups[1], quantity=None)
    make_enterprise(elmer, groups[1], kind=EnterpriseKind.RESOURCE_CENTRE)
    services.tell_support(kind=SupportKind.MATERIAL, territory=villages[0], children=70, day=date(2026, 5, 1), by=elmer)
    rows, total = by_place(FRAME)
    (row,) = rows
    assert (row.place, row.groups, row.enterprises, row.centres) == (villages[0].parent, 3, 5, 1)
    assert row.units["greenhouse"].counted == {"known": 4, "unknown": 1, "silent": False}
    assert row.units["carpet"].counted == {"known": None, "unknown": 0, "silent": True}
    assert (row.families.known, row.families.unknown) == (None, 2)
    assert (total.children.known, total.disabled.known, total.disabled.unknown, total.fed.is_nothing) == (
        70,
        None,
        1,
        True,
    )
    services.correct_enterprise(enterprise=unnumbered, quantity=7, by=elmer, at=LATE)
    assert by_place(FRAME)[1].enterprises == 11
    assert by_place(EARLIER)[1].enterprises == 5


def test_the_section_of_the_report_is_plain_data(norte, groups, elmer):
    make_enterprise(elmer, groups[0])

    class Report:
        frame, ugel = FRAME, norte

    built = build_livelihoods(Report)
    assert (built["kinds"], built["groups"], built["earning"], built["enterprises"]) == (["Invernadero"], 3, 0, 1)
    assert built["rows"][0]["families"] == {"known": None, "unknown": 1, "silent": False}


def test_another_ugels_rows_are_in_no_figure(norte, sur, groups, elmer, delia):
    with scope(sur):
        village = make_village("2303990001", "OTRA", district=TerritoryFactory(code="230399", name="OTRO"))
        group = make_group(delia, village)
        tell_month(delia, make_enterprise(delia, group))
        assert figure(indicators.WITH_INCOME)[0] == (1, 1)
    assert figure(indicators.WITH_INCOME)[0] == (0, 3)
    assert figure(indicators.TO_CHILDREN)[0] == (None, None)


def test_members_of_a_figure_have_names(norte, groups, villages, elmer):
    enterprise = make_enterprise(elmer, groups[0])
    income = tell_month(elmer, enterprise)
    support = services.tell_support(kind=SupportKind.MATERIAL, territory=villages[0], day=date(2026, 5, 1), by=elmer)
    for indicator, pk, name in (
        (indicators.WITH_INCOME, groups[0].pk, "Grupo de Айыл 0"),
        (indicators.TO_CHILDREN, income.pk, "Invernadero · 01/08/2026 – 31/08/2026"),
        (indicators.FAMILIES, enterprise.pk, "Invernadero"),
        (indicators.CHILDREN, support.pk, "Ayuda material · 01/05/2026"),
    ):
        member = indicator.named([pk])[pk]
        assert (member.name, member.place) == (name, "Айыл 0, Бешкент")
    schools = {one.centre: one.pk for one in School.objects.all()}
    assert indicators.VILLAGES.named([schools["Айыл 0"]])[schools["Айыл 0"]].name == "Айыл 0"
    assert indicators.VILLAGES.named([schools["Ак-Суу"]])[schools["Ак-Суу"]].name.startswith("IE")
