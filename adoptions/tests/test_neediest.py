"""The list of the neediest: who is chosen, who is passed over and why, and that it does not move."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from adoptions import selectors, services
from adoptions.enums import Standing
from adoptions.models import Addition, NeediestList, NeediestSchool
from adoptions.selectors.neediest import PERCENT
from adoptions.tests.factories import make_ambito
from core.strategies import settings as ugel_settings
from core.tenancy.scope import scope
from needs.enums import NeedState
from needs.tests.factories import NeedFactory
from schools.tests.factories import SchoolFactory

CHANGES = {
    "the list": lambda one: NeediestList.objects.filter(pk=one.pk).update(wanted=1),
    "a score": lambda one: one.entries.filter(rank=1).update(score=1),
    "a school taken away": lambda one: one.entries.filter(rank=1).delete(),
    "a school put in": lambda one: NeediestSchool.objects.create(
        neediest=one, school=SchoolFactory(), standing=Standing.CHOSEN, rank=9, score=9
    ),
    "an addition": lambda one: one.additions.update(reason="Otra razón"),
    "an addition taken away": lambda one: one.additions.all().delete(),
}


def standings(neediest):
    return dict(neediest.entries.values_list("school__name", "standing"))


def test_the_first_quarter_rounded_up_is_chosen_with_scores_and_reasons(norte, elmer):
    # 5 schools: a quarter is 1.25, so two; the one without a need has no score, which is no zero.
    make_ambito(3, 4, 1, None, 2, by=elmer)

    neediest = services.freeze_list(by=elmer)

    assert (neediest.ambito, neediest.wanted) == (5, 2)
    assert standings(neediest) == {
        "IE 02": "chosen",
        "IE 01": "chosen",
        "IE 05": "below",
        "IE 03": "below",
        "IE 04": "unscored",
    }
    first = neediest.entries.get(rank=1)
    # 40 of gravity 4/4, 20 × ½ for 20 pupils, 15 rural, 15 × a day of 12 months, no basic service: of 100.
    waited = 15 * 1 / 365.25
    assert abs(first.score - Decimal(40 + 10 + 15 + waited)) < Decimal("0.01")
    assert first.why["points"]["severity"] == 40
    assert neediest.entries.get(school__name="IE 04").score is None


@pytest.mark.parametrize(("percent", "of", "wanted"), [(25, 28, 7), (25, 4, 1), (25, 5, 2), (100, 3, 3), (0, 3, 0)])
def test_how_many_go_is_rounded_up_and_never_more_than_there_are(norte, percent, of, wanted):
    ugel_settings.change(name=PERCENT, new_value=percent)

    assert selectors.wanted_of(of) == wanted


def test_a_skipped_school_keeps_its_reason_and_the_next_comes(norte, elmer):
    first, *_others = make_ambito(4, 3, 2, 1, by=elmer)

    neediest = services.freeze_list(by=elmer, skipped={first.pk: "  La obra  está en curso "})

    assert standings(neediest) == {"IE 01": "skipped", "IE 02": "chosen", "IE 03": "below", "IE 04": "below"}
    assert neediest.entries.get(school=first).reason == "La obra está en curso"


def test_a_reason_for_a_school_that_was_not_reached_skips_nobody(norte, elmer):
    *_others, last = make_ambito(4, 3, 2, 1, by=elmer)

    neediest = services.freeze_list(by=elmer, skipped={last.pk: "Lejos"})

    assert standings(neediest)["IE 04"] == "below"


def test_fewer_scored_than_wanted_leaves_a_shorter_list(norte, elmer):
    make_ambito(3, None, None, None, None, by=elmer)

    assert services.freeze_list(by=elmer).entries.filter(standing=Standing.CHOSEN).count() == 1


def test_it_is_frozen_once_a_year(norte, elmer, hilda):
    make_ambito(3, by=elmer)
    services.freeze_list(by=elmer)

    with pytest.raises(services.AlreadyFrozen):
        services.freeze_list(by=hilda)
    assert NeediestList.objects.count() == 1


def test_without_ambito_or_needs_there_is_nothing_to_freeze(norte, elmer):
    with pytest.raises(services.NoAmbito):
        services.freeze_list(by=elmer)
    make_ambito(None, None, by=elmer)
    with pytest.raises(services.NobodyScored):
        services.freeze_list(by=elmer)
    assert not NeediestList.objects.exists()


def test_who_read_another_order_is_told(norte, elmer):
    first, second, *_rest = make_ambito(3, 2, 1, 1, by=elmer)
    NeedFactory(school=second, severity=4, state=NeedState.ACCEPTED, reported_by=elmer)

    with pytest.raises(services.ListMoved):
        services.freeze_list(by=elmer, seen=[first.pk, second.pk])
    assert services.freeze_list(by=elmer, seen=[second.pk, first.pk]).entries.get(rank=1).school == second


def test_a_need_told_after_the_moment_of_freezing_gives_no_score(norte, elmer):
    make_ambito(3, by=elmer)
    NeedFactory(school=SchoolFactory(), severity=4, state=NeedState.ACCEPTED, reported_by=elmer)
    earlier = timezone.now() - timedelta(hours=12)

    assert [row.rank for row in selectors.ranking(earlier)] == [1]
    assert [row.rank for row in selectors.ranking(earlier - timedelta(hours=13))] == [None]


def test_a_later_addition_stands_apart_once(norte, elmer):
    _first, other, *_rest = make_ambito(3, 2, 2, 2, by=elmer)
    neediest = services.freeze_list(by=elmer)
    services.add_later(neediest=neediest, school=other, reason="Se cayó el cerco", by=elmer)

    for school in (other, neediest.entries.get(rank=1).school):
        with pytest.raises(services.AlreadyListed):
            services.add_later(neediest=neediest, school=school, reason="Otra vez", by=elmer)
    assert Addition.objects.get().score is not None
    assert standings(neediest)["IE 02"] == "below"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_any_change_of_a_frozen_list(norte, elmer, change):
    _first, other = make_ambito(3, 2, by=elmer)
    neediest = services.freeze_list(by=elmer)
    services.add_later(neediest=neediest, school=other, reason="Se cayó el cerco", by=elmer)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        change(neediest)


def test_another_ugel_has_its_own_list(norte, sur, elmer):
    make_ambito(3, by=elmer)
    services.freeze_list(by=elmer)

    with scope(sur):
        assert selectors.current_list() is None
