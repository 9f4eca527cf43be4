"""An income and where it went: the two sides are equal for whoever writes, and former words stay."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from core.audit.models import Entry
from livelihoods import services
from livelihoods.enums import EnterpriseKind
from livelihoods.models import Allocation, Income
from livelihoods.rule import left_over, net_of
from livelihoods.services import Share
from livelihoods.tests.factories import CHILDREN, MEALS, REINVESTMENT, make_enterprise, make_village, tell_month
from tests.world import as_owner

KEPT = "what was said stays"


def told(income) -> list:
    rows = income.allocations.order_by("pk").values_list("village", "purpose", "amount")
    return [(village, purpose, amount and str(amount)) for village, purpose, amount in rows]


def settle():
    """What the end of the transaction would say."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(
    ("net", "amounts", "rest"),
    [
        ("1000", ["600", "400"], "0"),
        ("1000", ["600"], "400"),
        ("1000", ["600", "600.01"], "-200.01"),
        ("0", [], "0"),
        ("-80", [], "0"),
        ("-80", ["1"], "-1"),
        (None, ["600"], None),
        ("1000", ["600", None], None),
    ],
)
def test_what_is_left_to_share_out(net, amounts, rest):
    shares = [Share(1, CHILDREN, amount and Decimal(amount)) for amount in amounts]
    assert left_over(net and Decimal(net), shares) == (rest and Decimal(rest))


def test_the_net_follows_from_sales_and_costs_where_nobody_told_it():
    assert net_of(Decimal(90), Decimal(100), None) == Decimal(-10)
    assert net_of(Decimal(90), None, None) is None
    assert net_of(None, None, Decimal(5)) == Decimal(5)


def test_one_income_serves_several_communities_and_reaches_their_schools(greenhouse, elmer):
    other = make_village("2303010012", "SITANA", district=greenhouse.group.village.parent)
    own = greenhouse.group.village_id
    shares = [
        Share(own, CHILDREN, Decimal(400)),
        Share(other.pk, MEALS, Decimal("250.50")),
        Share(own, REINVESTMENT, Decimal("349.50")),
    ]
    income = tell_month(elmer, greenhouse, net=None, gross=Decimal(1800), cost=Decimal(800), shares=shares)
    settle()
    assert income.net == Decimal(1000)
    assert told(income) == [(own, "children", "400.00"), (other.pk, "meals", "250.50"), (own, "reinvestment", "349.50")]
    reached = Entry.objects.filter(verb="livelihoods.income_reached").values_list("school_id", flat=True)
    assert len(reached) == 2


@pytest.mark.parametrize(
    ("amount", "words"),
    [("850", "Falta repartir 150,00 PEN: quedaron 1"), ("1050", "Se repartieron 50,00 PEN de más: quedaron 1")],
)
def test_an_income_that_does_not_balance_is_refused_with_the_difference(greenhouse, elmer, amount, words):
    shares = [Share(greenhouse.group.village_id, CHILDREN, Decimal(amount))]
    with pytest.raises(services.NotBalanced, match=words):
        tell_month(elmer, greenhouse, shares=shares)
    assert not Income.objects.exists()


def test_other_refusals_of_an_income(greenhouse, group, elmer):
    own = group.village_id
    nowhere = make_village("1501010001", "LEJOS", district=None, school=False)
    nowhere.parent = None
    nowhere.save()
    centre = make_enterprise(elmer, group, kind=EnterpriseKind.RESOURCE_CENTRE)
    thousand = Decimal(1000)
    for refused, enterprise, wrong in (
        (services.EarnsNothing, centre, {}),
        (services.NetDiffers, greenhouse, {"gross": Decimal(2000), "cost": Decimal(900)}),
        (services.AmountMissing, greenhouse, {"shares": [Share(own, CHILDREN, None)]}),
        (services.ToldTwice, greenhouse, {"shares": [Share(own, CHILDREN, Decimal(500))] * 2}),
        (services.NotFromHere, greenhouse, {"shares": [Share(nowhere.pk, CHILDREN, thousand)]}),
        (services.StillToCome, greenhouse, {"month": 10}),
        (services.BeforeItBegan, make_enterprise(elmer, group, days=10), {}),
    ):
        with pytest.raises(refused):
            tell_month(elmer, enterprise, **wrong)
    assert not Income.objects.exists()


def test_an_unknown_net_needs_no_amounts(greenhouse, elmer):
    income = tell_month(elmer, greenhouse, net=None)
    settle()
    assert (income.net, told(income)) == (None, [(greenhouse.group.village_id, "children", None)])


def test_a_loss_shares_out_nothing(greenhouse, elmer):
    tell_month(elmer, greenhouse, net="-80", shares=[])
    settle()
    assert Income.objects.get().net == Decimal(-80)


def test_days_are_told_once_and_who_told_them_is_said(greenhouse, elmer, hilda):
    tell_month(elmer, greenhouse)
    days = {"from_date": date(2026, 8, 31), "to_date": date(2026, 9, 5)}
    with pytest.raises(services.AlreadyTold, match="Elmer Quispe ya contó el ingreso de 01/08/2026"):
        services.tell_income(enterprise=greenhouse, by=hilda, **days)


def test_a_correction_keeps_the_former_words(greenhouse, elmer, hilda):
    first = tell_month(elmer, greenhouse)
    with pytest.raises(services.ReasonMissing):
        tell_month(hilda, greenhouse, net="900", corrects=first)
    second = tell_month(hilda, greenhouse, net="900", corrects=first, reason="Se contó dos veces la semilla")
    settle()
    first.refresh_from_db()
    assert (first.struck_by, first.struck_because) == (hilda, "Se contó dos veces la semilla")
    assert told(first) == [(greenhouse.group.village_id, "children", "1000.00")]
    assert second.replaces == first and list(Income.objects.standing()) == [second]
    with pytest.raises(services.AlreadyStruck):
        tell_month(elmer, greenhouse, net="800", corrects=first, reason="Otra vez")


def test_an_income_struck_leaves_its_days_free(greenhouse, elmer):
    income = tell_month(elmer, greenhouse)
    services.strike(word=income, reason="Era de otra empresa", by=elmer)
    tell_month(elmer, greenhouse, net="10")
    assert Income.objects.standing().get().net == Decimal(10)
    with pytest.raises(services.AlreadyStruck):
        services.strike(word=income, reason="Otra vez", by=elmer)


@pytest.mark.parametrize(
    "damage",
    [
        "INSERT INTO livelihoods_allocation (ugel_id, income_id, village_id, purpose, amount)"
        " SELECT ugel_id, income_id, village_id, 'other', 1 FROM livelihoods_allocation",
        "INSERT INTO livelihoods_allocation (ugel_id, income_id, village_id, purpose)"
        " SELECT ugel_id, income_id, village_id, 'meals' FROM livelihoods_allocation",
        "INSERT INTO livelihoods_income (ugel_id, enterprise_id, from_date, to_date, net, recorded_by_id, recorded_at,"
        " struck_because) SELECT ugel_id, enterprise_id, '2026-01-01', '2026-01-02', 5, recorded_by_id, now(), ''"
        " FROM livelihoods_income",
    ],
)
def test_the_database_refuses_an_unbalanced_ledger_whoever_writes(greenhouse, elmer, damage):
    tell_month(elmer, greenhouse)
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(damage)
        settle()


def test_the_balance_is_checked_after_the_door_closed(greenhouse, elmer):
    """The trigger may run when no tenant is named any more."""
    tell_month(elmer, greenhouse)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('comuset.ugel')")
        tenant = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('comuset.ugel', '', true)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('comuset.ugel', %s, true)", [tenant])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE livelihoods_income SET net = 900",
        "UPDATE livelihoods_income SET recorded_at = now() - interval '1 year'",
        "DELETE FROM livelihoods_income",
        "UPDATE livelihoods_allocation SET amount = 900",
        "UPDATE livelihoods_allocation SET purpose = 'other'",
        "DELETE FROM livelihoods_allocation",
    ],
)
def test_what_was_told_cannot_be_changed_in_the_database(greenhouse, elmer, change):
    tell_month(elmer, greenhouse)
    with (
        pytest.raises(IntegrityError, match="what was said stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_struck_word_is_not_brought_back_in_the_database(greenhouse, elmer):
    services.strike(word=tell_month(elmer, greenhouse), reason="Error", by=elmer)
    bring_back = "UPDATE livelihoods_income SET struck_at = NULL, struck_by_id = NULL, struck_because = ''"
    with (
        pytest.raises(IntegrityError, match="what was said stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(bring_back)


def test_the_owner_may_purge_a_tenant(greenhouse, elmer):
    tell_month(elmer, greenhouse)
    settle()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM livelihoods_allocation")
        cursor.execute("DELETE FROM livelihoods_income")
    settle()
    assert (Income.objects.count(), Allocation.objects.count()) == (0, 0)
