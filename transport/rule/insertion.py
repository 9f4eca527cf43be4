"""Routes built without a bound: a place opens a van's way, the cheapest detour fills it.

Which place opens it is tried in two manners, the farthest and the one with the least way for each pupil: the first is
better where seats are scarce, the second where minutes are.
"""

from collections.abc import Callable

from transport.rule.routing import Plan, Task, Trip, lasts, plan_of

# What opens a van's way: the least of (minutes to the school, pupils who would get on).
Opening = Callable[[int, int], float]
OPENINGS: tuple[Opening, ...] = (lambda minutes, _pupils: -minutes, lambda minutes, pupils: minutes / pupils)


def inserted(task: Task) -> Plan:
    """Larger vans first; never more pupils than seats, never longer than the limit. It proves nothing."""
    plans = [_built(task, opening) for opening in OPENINGS]
    return min(plans, key=lambda one: (one.unseated, one.cost))


def _built(task: Task, opening: Opening) -> Plan:
    left = [one.pupils for one in task.places]
    vans = sorted(range(len(task.vans)), key=lambda at: (-task.vans[at].seats, at))
    return plan_of(task, [_way(task, van, left, opening) for van in vans])


def _way(task: Task, van: int, left: list[int], opening: Opening) -> Trip:
    """Fill one van; `left` loses who got on."""
    aboard: dict[int, int] = {}
    free = task.vans[van].seats
    order = _opened(task, left, free, opening)
    place = order[0] if order else None
    while place is not None:
        aboard[place] = min(left[place], free)
        left[place] -= aboard[place]
        free -= aboard[place]
        order = _shorter(task, order)
        place, order = _next(task, order, left, free)
    return Trip(van, tuple((at, aboard[at]) for at in order))


def _opened(task: Task, left: list[int], free: int, opening: Opening) -> list[int]:
    near = [at for at, pupils in enumerate(left) if pupils and lasts(task, [at]) <= task.most_minutes]
    return sorted(near, key=lambda at: (opening(lasts(task, [at]), min(left[at], free)), at))[:1]


def _next(task: Task, order: list[int], left: list[int], free: int) -> tuple[int | None, list[int]]:
    """Who gets on next and the order with them, by the least detour for each pupil; None where nobody can."""
    if not free:
        return None, order
    now, best = lasts(task, order), None
    for place in (at for at, pupils in enumerate(left) if pupils and at not in order):
        for at in range(len(order) + 1):
            tried = [*order[:at], place, *order[at:]]
            total = lasts(task, tried)
            cost = (total - now) / min(left[place], free)
            if total <= task.most_minutes and (best is None or cost < best[0]):
                best = (cost, place, tried)
    return best[1:] if best else (None, order)


def _shorter(task: Task, order: list[int]) -> list[int]:
    """Turn pieces around while that saves minutes."""
    best, least = order, lasts(task, order)
    is_better = True
    while is_better:
        is_better = False
        for start in range(len(best)):
            for end in range(start + 2, len(best) + 1):
                tried = [*best[:start], *reversed(best[start:end]), *best[end:]]
                if (took := lasts(task, tried)) < least:
                    best, least, is_better = tried, took, True
    return best
