"""What ESYA has to say to a person today."""

from datetime import timedelta

from django.utils import timezone

from safety.enums import CheckState
from safety.selectors.checks import schools_at_risk, visible_to

SHOWN = 5
DAYS_AHEAD = 7


def to_verify(user, roles) -> dict | None:
    """The oldest checks that wait for somebody else's eyes."""
    waiting = visible_to(user, roles).waiting().exclude(author=user)
    count = waiting.count()
    if not count:
        return None
    return {"count": count, "checks": waiting.select_related("school", "author").order_by("submitted_at", "id")[:SHOWN]}


def my_visits(user, roles) -> dict | None:
    """The person's own open visits, due within a week or already begun."""
    until = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    mine = visible_to(user, roles).open().filter(author=user)
    due = mine.exclude(state=CheckState.PLANNED, planned_date__gt=until)
    checks = list(due.select_related("school").order_by("planned_date", "id")[:SHOWN])
    return {"checks": checks} if checks else None


def at_risk(user, roles) -> dict | None:
    count = schools_at_risk(visible_to(user, roles))
    return {"count": count} if count else None
