"""A sample: the same seed and list give the same; frozen; spread over whoever may be a witness."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import Error, transaction

from guardians import rule, selectors, services
from guardians.enums import Drawn
from guardians.models import Candidate, Sample, Visit
from guardians.tests.factories import make_delivery, make_guardian
from schools.tests.factories import SchoolFactory

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)


def draw(by, *, amount=3, measure="count", seed="lotería 4711", **told):
    told = {"period_start": TODAY - 30 * DAY, "period_end": TODAY, "visit_by": TODAY + 10 * DAY, **told}
    return services.draw_sample(measure=measure, amount=amount, seed=seed, by=by, **told)


@pytest.fixture
def deliveries(elmer, colonel, school, watcher):
    return [make_delivery(elmer, contact=colonel, school=school, days=-number) for number in range(1, 8)]


def test_the_order_is_that_of_sha256_which_any_tool_gives(elmer, deliveries):
    sample = draw(elmer)
    expected = sorted(deliveries, key=lambda one: sha256(f"lotería 4711:{one.pk}".encode()).hexdigest())
    assert [one.delivery for one in sample.candidates.order_by("rank")] == [one.pk for one in expected]
    chosen = sample.candidates.filter(drawn=Drawn.CHOSEN).order_by("rank")
    assert [one.delivery for one in chosen] == [one.pk for one in expected[:3]]


def test_drawn_again_from_what_is_kept_it_is_the_same(elmer, deliveries):
    sample = draw(elmer, seed="")
    assert (len(sample.seed), sample.is_seed_given) == (16, False)
    assert selectors.redrawn(sample) is True
    sample.seed = "otra"
    assert selectors.redrawn(sample) is False


def test_another_seed_draws_others():
    candidates = [rule.Candidate(pk, free=(1,)) for pk in range(1, 101)]
    drawn = {
        seed: [one.delivery for one in rule.draw(candidates, seed=seed, wanted=10, loads={}) if one.guardian]
        for seed in ("a", "b")
    }
    assert drawn["a"] != drawn["b"]
    # The order in which the list is read decides nothing.
    again = rule.draw(reversed(candidates), seed="a", wanted=10, loads={})
    assert [one.delivery for one in again if one.guardian] == drawn["a"]


def test_a_worked_example_by_hand():
    """SHA-256 of «x:1» is 8d33…, of «x:2» 0d1e…, of «x:3» whatever the tool says; the order follows."""
    ids = sorted((1, 2, 3), key=lambda pk: sha256(f"x:{pk}".encode()).hexdigest())
    picks = rule.draw(
        [rule.Candidate(ids[0], tied=(9,)), rule.Candidate(ids[1], free=(7, 8)), rule.Candidate(ids[2])],
        seed="x",
        wanted=1,
        loads={7: 2, 8: 1},
    )
    assert [(one.delivery, one.drawn, one.guardian) for one in picks] == [
        (ids[0], Drawn.CONFLICT, None),
        (ids[1], Drawn.CHOSEN, 8),
        (ids[2], Drawn.BELOW, None),
    ]


@pytest.mark.parametrize(("percent", "total", "wanted"), [(10, 7, 1), (10, 10, 1), (10, 11, 2), (100, 7, 7)])
def test_a_share_is_rounded_up(percent, total, wanted):
    assert rule.wanted_of(total, percent=percent) == wanted


def test_visits_are_spread_and_the_tied_are_left_out(elmer, deliveries, school, army, colonel):
    other = make_guardian(elmer, schools=[school], full_name="Ana")
    tied = make_guardian(elmer, schools=[school], full_name="Tito", tied_to=[army])

    draw(elmer, amount=6)

    counts = {who: Visit.objects.filter(guardian=who).count() for who in (other, tied)}
    assert (counts, Visit.objects.count()) == ({other: 3, tied: 0}, 6)


def test_what_nobody_can_see_stands_apart_with_its_reason(elmer, army, colonel, code):
    alone, conflicted = SchoolFactory(), SchoolFactory()
    make_guardian(elmer, schools=[conflicted], tied_to=[army])
    for school in (alone, conflicted):
        make_delivery(elmer, contact=colonel, school=school)

    sample = draw(elmer, amount=2)

    drawn = {one.school: one.drawn for one in sample.candidates.select_related("school")}
    assert drawn == {alone: Drawn.NO_GUARDIAN, conflicted: Drawn.CONFLICT}
    assert Visit.objects.count() == 0


def test_what_was_seen_or_is_to_be_seen_is_not_drawn_again(elmer, deliveries, gino):
    first = draw(elmer, amount=3)
    visit = first.visits.order_by("pk").first()
    services.tell_visit(visit=visit, by=gino, outcome="delivered", seen_date=TODAY)
    second = draw(elmer, amount=9)
    drawn = [set(one.candidates.filter(drawn="chosen").values_list("delivery", flat=True)) for one in (first, second)]
    assert (len(drawn[0]), len(drawn[1]), drawn[0] & drawn[1]) == (3, 4, set())
    assert (second.wanted, second.number) == (4, 2)


def test_there_is_nothing_to_draw(elmer, deliveries):
    with pytest.raises(services.NothingToDraw):
        draw(elmer, period_start=TODAY + DAY, period_end=TODAY + 9 * DAY)
    with pytest.raises(services.PeriodUpsideDown):
        draw(elmer, period_end=TODAY - 60 * DAY)
    with pytest.raises(services.TooLateToAssign):
        draw(elmer, visit_by=TODAY - DAY)
    assert Sample.objects.count() == 0


@pytest.mark.parametrize("model", [Sample, Candidate])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_draw(elmer, deliveries, model, change):
    draw(elmer)
    rows = model.objects.all()
    with pytest.raises(Error, match="what was signed or drawn stays"), transaction.atomic():
        rows.update(**({"seed": "otra"} if model is Sample else {"rank": 99})) if change == "update" else (
            rows._raw_delete(rows.db)
        )


def test_the_database_refuses_a_late_candidate(elmer, deliveries, school):
    sample = draw(elmer)
    with pytest.raises(Error, match="is drawn"), transaction.atomic():
        Candidate.objects.create(
            sample=sample, delivery=1, what="x", promiser="y", due_date=TODAY, school=school, rank=99, drawn="below"
        )


def test_the_list_stays_whole_when_a_promise_is_written_anew(elmer, deliveries):
    sample = draw(elmer)
    deliveries[0].commitment.instalments.all().delete()
    assert (sample.candidates.count(), selectors.redrawn(sample)) == (7, True)


def test_the_list_counts_what_was_seen_of_all_that_was_drawn(visit, elmer, deliveries):
    sample = draw(elmer)
    assert "la escribió quien sorteó" in visit(elmer, "guardians:sample_detail", sample.pk).content.decode()
    services.call_off(visit=sample.visits.first(), reason="Llovió", by=elmer)

    (shown,) = visit(elmer, "guardians:sample_list").context["page"]
    assert (shown.seen, shown.chosen) == (0, 3)
