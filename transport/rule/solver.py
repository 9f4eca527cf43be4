"""Routes solved with OR-Tools CP-SAT and its bound: as many pupils as can be, then the fewest minutes and vehicles.

A van's way is a circuit through the school with places left out at will. It leaves the school free of charge, because
its day begins at the first stop, so that its length is what its first pupil rides.
"""

from importlib.util import find_spec
from itertools import pairwise, product
from typing import Any

from transport.rule.routing import OPENING, Plan, Task, Trip, plan_of

THREADS = 4
# Of the time, what goes at most into how many pupils can be seated.
FIRST_SHARE = 0.4


def is_installed() -> bool:
    """Is the optional `routing` extra here?"""
    return find_spec("ortools") is not None


def solved(task: Task, start: Plan, *, seconds: float) -> Plan:
    """A plan no worse than `start`, with bounds; needs OR-Tools. `start` where time is too short."""
    model = _Model(task)
    most = task.most_seated
    known, spent = start, 0.0
    if task.pupils - start.unseated < most:
        model.cp.maximize(model.seated)
        known, proved, spent = model.run(known, seconds * FIRST_SHARE)
        most = most if proved is None else min(most, proved)
    bound = task.pupils - most
    model.cp.clear_objective()
    model.cp.add(model.seated >= task.pupils - known.unseated)
    model.cp.minimize(model.total)
    known, least, _spent = model.run(known, seconds - spent)
    minutes = None if least is None else max(least - OPENING * len(known.trips), 0)
    return plan_of(task, known.trips, bound_unseated=bound, bound_minutes=minutes)


class _Model:
    """The variables of a task: who travels from where to where, and how many get on."""

    def __init__(self, task: Task):
        # Late import: an optional and slow library.
        from ortools.sat.python import cp_model

        self.task, self.lib, self.cp = task, cp_model, cp_model.CpModel()
        self.arcs: list[dict[tuple[int, int], Any]] = []
        self.aboard: list[list[Any]] = []
        for van in task.vans:
            self._van(van.seats)
        for at, place in enumerate(task.places):
            self.cp.add(sum(row[at] for row in self.aboard) <= place.pupils)
        for (one, row), (other, after) in pairwise(zip(task.vans, self.aboard, strict=True)):
            if one.seats == other.seats:  # twins: the first carries as many at least
                self.cp.add(sum(row) >= sum(after))
        self.seated = sum(one for row in self.aboard for one in row)
        self.total = sum(self._cost(arcs) for arcs in self.arcs)

    def _van(self, seats: int) -> None:
        cp, places = self.cp, self.task.places
        nodes = range(len(places) + 1)  # the last is the school
        school = nodes[-1]
        arcs = {(one, to): cp.new_bool_var("") for one, to in product(nodes, nodes)}
        aboard = [cp.new_int_var(0, min(place.pupils, seats), "") for place in places]
        cp.add_circuit([(one, to, lit) for (one, to), lit in arcs.items()])
        for at, place in enumerate(places):
            passed = arcs[at, at]
            cp.add(aboard[at] == 0).only_enforce_if(passed)
            cp.add(aboard[at] >= 1).only_enforce_if(passed.negated())
            cp.add(aboard[at] <= min(place.pupils, seats))
            cp.add_implication(arcs[school, school], passed)
        cp.add(sum(aboard) <= seats)
        cp.add(self._minutes(arcs) <= self.task.most_minutes)
        self.arcs.append(arcs)
        self.aboard.append(aboard)

    def _minutes(self, arcs):
        """Out of the school costs nothing, and staying out neither."""
        school = len(self.task.places)
        minutes = self.task.minutes
        return sum(minutes[one][to] * lit for (one, to), lit in arcs.items() if one not in (school, to))

    def _cost(self, arcs):
        """As `Plan.cost`."""
        school = len(self.task.places)
        return self._minutes(arcs) + OPENING * arcs[school, school].negated()

    def run(self, known: Plan, seconds: float) -> tuple[Plan, int | None, float]:
        """The best plan found, what is proved of the objective (None: nothing), seconds spent."""
        self._hint(known)
        solver = self.lib.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.1)
        solver.parameters.num_workers = THREADS
        solver.parameters.random_seed = 1
        status = solver.solve(self.cp)
        if status not in (self.lib.OPTIMAL, self.lib.FEASIBLE):
            return known, None, solver.wall_time
        found = plan_of(self.task, [self._trip(solver, van) for van in range(len(self.task.vans))])
        known = min(found, known, key=lambda one: (one.unseated, one.cost))
        return known, round(solver.best_objective_bound), solver.wall_time

    def _hint(self, known: Plan) -> None:
        self.cp.clear_hints()
        school = len(self.task.places)
        for van, (arcs, aboard) in enumerate(zip(self.arcs, self.aboard, strict=True)):
            calls = next((dict(trip.calls) for trip in known.trips if trip.van == van), {})
            used = set(pairwise([school, *calls, school])) if calls else {(school, school)}
            used |= {(at, at) for at in range(school) if at not in calls}
            for arc, lit in arcs.items():
                self.cp.add_hint(lit, arc in used)
            for at, count in enumerate(aboard):
                self.cp.add_hint(count, calls.get(at, 0))

    def _trip(self, solver, van: int) -> Trip:
        school = len(self.task.places)
        after = {one: to for (one, to), lit in self.arcs[van].items() if solver.boolean_value(lit)}
        calls, at = [], after[school]
        while at != school:
            calls.append((at, solver.value(self.aboard[van][at])))
            at = after[at]
        return Trip(van, tuple(calls))
