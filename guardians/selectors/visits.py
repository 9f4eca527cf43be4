"""Visits: one's own, those of a school, and those nobody told in time."""

from django.db.models import QuerySet
from django.utils import timezone

from commitments.enums import LIVE_STATES
from commitments.models import Instalment
from guardians.models import Visit
from schools.models import School


def my_visits(user) -> QuerySet[Visit]:
    """What this person has to see and saw, as a guardian, the nearest date first."""
    return Visit.objects.filter(guardian__user=user).exclude(state="called_off").with_names().in_order()


def late_visits(_request=None) -> QuerySet[Visit]:
    return Visit.objects.late(timezone.localdate())


def visits_of_school(school: School) -> QuerySet[Visit]:
    return Visit.objects.filter(school=school).with_names().in_order()


def deliveries_to_see(school: School) -> QuerySet[Instalment]:
    """Deliveries to a school whose promise is under way or verified, the nearest date first."""
    rows = Instalment.objects.filter(commitment__school=school, commitment__state__in=LIVE_STATES)
    return rows.select_related("commitment__partner").order_by("due_date", "pk")
