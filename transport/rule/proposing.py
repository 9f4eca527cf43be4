"""The best plan that can be had for a task: solved with its bound where it is small, built without one beyond."""

from transport.rule.insertion import inserted
from transport.rule.routing import MOST_PLACES, Plan, Task
from transport.rule.solver import solved

SECONDS = 60.0


def propose(task: Task, *, seconds: float = SECONDS) -> Plan:
    """As many pupils seated as can be, then the least `Plan.cost`; needs OR-Tools up to `MOST_PLACES`."""
    start = inserted(task)
    if len(task.places) > MOST_PLACES or not task.places or not task.vans:
        return start
    return solved(task, start, seconds=seconds)
