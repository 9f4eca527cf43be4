"""The plan of a year, as its promises say how far it came."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from networks.models import Meeting, Network, Task, TaskCommitment
from networks.selectors.networks import with_progress
from schools.models import School


@dataclass(frozen=True)
class Plan:
    """The tasks of one year and how many of them are done; `years` are those with tasks, and the running one."""

    year: int
    years: Sequence[int]
    tasks: Sequence[Task]

    @property
    def done(self) -> int:
        return sum(is_done(task) for task in self.tasks)


def plan_of(network: Network, year: int) -> Plan:
    tasks = network.tasks.standing()
    years = {day.year for day in tasks.dates("due_date", "year")} | {timezone.localdate().year, year}
    return Plan(year, sorted(years, reverse=True), list(_told(tasks.filter(due_date__year=year))))


def tasks_of_meeting(meeting: Meeting) -> list[Task]:
    """What was agreed there, in the order it was written."""
    return list(_told(meeting.tasks.standing()).order_by("pk"))


def tasks_for(school: School, network: Network) -> QuerySet[TaskCommitment]:
    """What a network promised a school, the nearest date first."""
    links = TaskCommitment.objects.filter(task__network=network, task__struck_because="", commitment__school=school)
    return links.select_related("task__meeting", "commitment__school").order_by("task__due_date", "pk")


def is_done(task: Task) -> bool:
    """Every promise of it that stands was seen kept; one that none stands of is not done."""
    return task.promises > 0 and task.kept == task.promises


def _told(tasks: QuerySet[Task]) -> QuerySet[Task]:
    links = TaskCommitment.objects.select_related("commitment__school", "commitment__territory").order_by("pk")
    told = with_progress(tasks).select_related("meeting").prefetch_related(Prefetch("links", links))
    return told.order_by("due_date", "pk")
