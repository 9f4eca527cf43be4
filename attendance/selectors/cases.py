"""Cases as their people see them. Names are not read here: `services.looking` reads them, and writes down who did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from attendance import permissions
from attendance.models import Case, CaseFollowWeek, CaseLook, CasePlanStep
from attendance.rule import FollowedWeek, is_rescued
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.strategies import settings
from core.tenancy.scope import current_ugel
from schools.models import School, SchoolStaff

PERCENT, WEEKS = "attendance.rescue_percent", "attendance.rescue_weeks"
DUE_DAYS, KEEP_DAYS = "attendance.case_due_days", "attendance.case_keep_days"
LOOKS = 30


def cases_of(user) -> QuerySet[Case]:
    """Those open to a person, what is to do first."""
    return Case.objects.open_to(user).select_related("school", "service").order_by("closed_at", "opened_on", "pk")


def headed_schools(user) -> QuerySet[School]:
    """The working schools a person heads today."""
    headed = SchoolStaff.objects.on().team().filter(user=user, is_head=True)
    return School.objects.current().filter(pk__in=headed.values("school")).order_by("name", "pk")


@dataclass(frozen=True)
class RescueRule:
    """What the UGEL's settings ask today of somebody who came back."""

    percent: float
    weeks: int

    def keeps(self, case: Case) -> bool:
        """Does whoever came back count as rescued?"""
        told = CaseFollowWeek.objects.filter(case=case).values_list("monday", "attended", "days")
        weeks = [FollowedWeek(*row) for row in told]
        return is_rescued(case.returned_on, weeks, percent=self.percent, least=self.weeks)


def rule_in_force() -> RescueRule:
    numbers = settings.values([PERCENT, WEEKS])
    return RescueRule(numbers[PERCENT], int(numbers[WEEKS]))


def names_until(case: Case) -> date | None:
    """The last day names of a closed case are kept; None while it is open or once they are gone."""
    if case.closed_at is None or case.names_gone_at:
        return None
    return timezone.localdate(case.closed_at) + timedelta(days=int(settings.value(KEEP_DAYS)))


def looks_of(case: Case) -> list[CaseLook]:
    """Who read its names, the latest first."""
    return list(CaseLook.objects.filter(case=case).select_related("user").order_by("-at", "-pk")[:LOOKS])


def may_work_on(case: Case) -> QuerySet[User]:
    """People a case may be given to: of the UGEL, of the community, or of its own school; not who has it."""
    here = Membership.objects.active().filter(ugel=current_ugel())
    team = SchoolStaff.objects.on().team().filter(school=case.school_id).values("user")
    asked = Q(role__in=permissions.WORKERS) | Q(role=Role.SCHOOL_MEMBER, user__in=team)
    mine = case.workers.filter(ended_at=None).values("user")
    return User.objects.filter(pk__in=here.filter(asked).values("user")).exclude(pk__in=mine).order_by("full_name")


def next_steps(cases: Sequence[Case]) -> dict[int, CasePlanStep]:
    """The nearest step that is not done, by case."""
    steps = CasePlanStep.objects.filter(case__in=[case.pk for case in cases], done_date=None)
    return {step.case_id: step for step in steps.order_by("-due_date", "-pk")}


def steps_due(user, first: date, last: date) -> Sequence[CasePlanStep]:
    """What is to be done between two days in cases open to a person."""
    steps = CasePlanStep.objects.filter(done_date=None, due_date__range=(first, last))
    mine = steps.filter(case__in=Case.objects.open_to(user).unclosed().values("pk"))
    return mine.select_related("case__school").order_by("due_date", "pk")
