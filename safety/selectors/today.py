"""What ESYA has to say to a person today."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from safety.enums import CheckState
from safety.models import Check
from safety.selectors.checks import checks_at_risk, visible_to

SHOWN = 5
DAYS_AHEAD = 7


def to_verify(user, roles) -> QuerySet[Check]:
    """What waits for somebody else's eyes."""
    return visible_to(user, roles).waiting().exclude(author=user)


def my_visits(user, roles) -> dict | None:
    """The person's own open visits, due within a week or already begun."""
    until = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    mine = visible_to(user, roles).open().filter(author=user)
    due = mine.exclude(state=CheckState.PLANNED, planned_date__gt=until)
    checks = list(due.select_related("school").order_by("planned_date", "id")[:SHOWN])
    return {"checks": checks} if checks else None


def at_risk(user, roles) -> QuerySet[Check]:
    """The last verified check of each school that has a dimension at risk: as many as such schools."""
    return checks_at_risk(visible_to(user, roles))
