"""Routes proposed: against every plan there is where it is small, and within the rules where it is large."""

import random
from itertools import permutations, product

import pytest

from transport import rule
from transport.rule import Pace, Place, Site, Task, Van
from transport.rule.routing import OPENING

SCHOOL = Site(-17.60, -70.76)
needs_solver = pytest.mark.skipif(not rule.is_installed(), reason="OR-Tools, the `routing` extra, is not installed")


def spread(count, *, seed, pupils=(1, 9), reach=0.15):
    """Places around the school, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311
    sites = [
        Site(SCHOOL.lat + dice.uniform(-reach, reach), SCHOOL.lon + dice.uniform(-reach, reach)) for _ in range(count)
    ]
    return [Place(f"Anexo {at}", dice.randint(*pupils), site) for at, site in enumerate(sites)]


def task_of(places, seats, *, most_minutes=60, **pace):
    vans = [Van(at, f"Combi {at}", count) for at, count in enumerate(seats)]
    return Task(SCHOOL, places, vans, most_minutes, Pace(**pace))


def check(task, plan):
    """Every promise of a plan: seats, pupils, minutes, each place once a van, and its own figures."""
    assert len({trip.van for trip in plan.trips}) == len(plan.trips)
    for trip in plan.trips:
        assert 0 < trip.load <= task.vans[trip.van].seats
        assert len(set(trip.order)) == len(trip.order) and min(pupils for _at, pupils in trip.calls) >= 1
        assert rule.lasts(task, trip.order) <= task.most_minutes
    seated = rule.seated(plan.trips)
    assert all(count <= task.places[at].pupils for at, count in seated.items())
    assert plan.unseated == task.pupils - sum(seated.values())
    assert plan.minutes == sum(rule.lasts(task, trip.order) for trip in plan.trips)


def best_by_hand(task):
    """(unseated, cost) of the best plan, trying every set of places for each van and every way to seat pupils."""
    count = len(task.places)
    ways = [
        (places, min(rule.lasts(task, order) for order in permutations(places)))
        for places in ([at for at in range(count) if mask >> at & 1] for mask in range(2**count))
        if places
    ]
    ways = [([], 0), *((places, took) for places, took in ways if took <= task.most_minutes)]
    return min(
        (
            task.pupils - most_seated(task, [places for places, _took in tried]),
            sum(took + OPENING * bool(places) for places, took in tried),
        )
        for tried in product(ways, repeat=len(task.vans))
    )


def most_seated(task, sets):
    """By Hall's cut over the vans: the least of the seats left in and the pupils that the others reach."""
    vans = range(len(sets))
    cuts = []
    for mask in range(2 ** len(sets)):
        inside = [van for van in vans if mask >> van & 1]
        reached = {at for van in inside for at in sets[van]}
        outside = sum(task.vans[van].seats for van in vans if van not in inside)
        cuts.append(outside + sum(task.places[at].pupils for at in reached))
    return min(cuts)


@needs_solver
@pytest.mark.parametrize(
    ("seed", "count", "seats", "most_minutes"),
    [
        (1, 5, (12, 12), 60),
        (2, 5, (9, 14), 45),
        (3, 6, (15,), 90),
        (4, 4, (3, 4), 60),  # fewer seats than pupils: a place is shared or left in part
        (5, 5, (20, 8), 25),  # some live too far
        (6, 3, (2, 2, 2), 60),
    ],
)
def test_a_small_plan_is_the_best_of_all_plans(seed, count, seats, most_minutes):
    task = task_of(spread(count, seed=seed), seats, most_minutes=most_minutes)
    plan = rule.propose(task, seconds=20)

    check(task, plan)
    assert (plan.unseated, plan.cost) == best_by_hand(task)
    assert (plan.is_best, plan.has_bound) == (True, True)


@needs_solver
def test_twenty_places_have_a_bound_that_no_plan_beats():
    task = task_of(spread(rule.MOST_PLACES, seed=7), (15, 15, 20, 30), most_minutes=75)
    start, plan = rule.inserted(task), rule.propose(task, seconds=4)

    check(task, plan)
    assert plan.bound_unseated <= plan.unseated <= start.unseated
    assert 0 <= plan.bound_minutes <= plan.minutes
    assert (plan.unseated, plan.cost) <= (start.unseated, start.cost)


@pytest.mark.parametrize("seed", range(8))
def test_sixty_places_are_planned_without_a_bound_and_within_the_rules(seed):
    task = task_of(spread(60, seed=seed), (15, 15, 22, 30, 12, 9), most_minutes=70)
    plan = rule.propose(task)

    check(task, plan)
    assert (plan.has_bound, plan.is_best, plan.bound_unseated) == (False, False, None)
    assert sum(trip.load for trip in plan.trips) >= 0.9 * min(task.most_seated, task.pupils)


def test_a_place_with_more_pupils_than_a_van_is_shared_by_two():
    task = task_of([Place("Borogueña", 20, Site(-17.65, -70.70))], (12, 12))
    plan = rule.inserted(task)

    check(task, plan)
    assert (plan.unseated, sorted(trip.load for trip in plan.trips)) == (0, [8, 12])


@needs_solver
def test_who_lives_too_far_is_left_without_seat_and_it_is_proved():
    far = [Place("Lejos", 4, Site(-18.9, -70.76)), Place("Cerca", 3, Site(-17.61, -70.76))]
    plan = rule.propose(task_of(far, (12,)), seconds=5)

    assert (plan.unseated, plan.bound_unseated, plan.is_best) == (4, 4, True)
    assert rule.seated(plan.trips) == {1: 3}
    nobody = rule.propose(task_of(far[:1], (12,)), seconds=5)
    assert (nobody.trips, nobody.unseated, nobody.minutes, nobody.is_best) == ((), 4, 0, True)


@needs_solver
def test_a_second_van_that_saves_few_minutes_stays_at_home():
    # One van that passes the school to the other side rides longer than two, but not by what opening one costs.
    sides = [Place("Norte", 3, Site(-17.575, -70.76)), Place("Sur", 3, Site(-17.625, -70.76))]
    plan = rule.propose(task_of(sides, (12, 12)), seconds=5)

    assert (plan.unseated, len(plan.trips), plan.is_best) == (0, 1, True)


@needs_solver
def test_where_time_was_too_short_to_prove_anything_there_is_no_bound():
    task = task_of(spread(rule.MOST_PLACES, seed=3), (15,) * 12, most_minutes=75)
    plan = rule.propose(task, seconds=0)

    check(task, plan)
    assert (plan.has_bound, plan.is_best) == (False, False)


def test_without_vans_or_places_there_is_nothing_to_propose():
    places = spread(3, seed=1)
    assert rule.propose(task_of(places, ())).unseated == sum(one.pupils for one in places)
    assert rule.propose(task_of([], (12,))) == rule.Plan((), 0, 0)


def test_minutes_are_whole_by_leg_and_count_getting_on():
    # A degree of latitude is 111.19 km: 0.1 are 11.12 km, by 1.4 at 30 km/h 31.1 minutes, so 32, and one to get on.
    task = task_of([Place("Norte", 2, Site(-17.50, -70.76)), Place("Medio", 2, Site(-17.55, -70.76))], (12,))

    assert rule.km_between(SCHOOL, Site(-17.50, -70.76)) == pytest.approx(11.1195, abs=0.001)
    assert rule.minutes_at_each_stop(task, [0]) == [33]
    assert rule.minutes_at_each_stop(task, [0, 1]) == [34, 17]  # 15.57 → 16, and one, each leg
    assert task_of(task.places, (12,), kmh=60, road_percent=100, stop_minutes=0).minutes[0][-1] == 12
