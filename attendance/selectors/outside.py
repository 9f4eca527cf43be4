"""Pupils of the list who do not come, as the schools told it: the latest day, and of a day the last word."""

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from attendance.models import OutsideCount
from core.strategies.indicators import Frame
from schools.models import School
from schools.selectors import target_schools

LATEST = ("-day", "-recorded_at", "-pk")
NUMBERS = ("pupils", "not_going", "day")


def with_outside(schools: QuerySet[School], told: QuerySet[OutsideCount]) -> QuerySet[School]:
    """Each with `outside_` pupils, not_going and day of what holds among `told`; None where nobody said."""
    latest = told.filter(school=OuterRef("pk")).order_by(*LATEST)
    return schools.annotate(**{f"outside_{name}": Subquery(latest.values(name)[:1]) for name in NUMBERS})


def listed(*, only_untold: bool = False) -> QuerySet[School]:
    """Working schools with what holds of each; those that somebody must still ask first."""
    schools = with_outside(School.objects.current().select_related("district"), OutsideCount.objects.all())
    unsaid = Q(outside_pupils=None) | Q(outside_not_going=None)
    schools = schools.filter(unsaid) if only_untold else schools
    return schools.order_by(F("outside_day").asc(nulls_first=True), "name", "pk")


def outside_of(school: School) -> QuerySet[OutsideCount]:
    """All that was told of a school, what holds first."""
    return OutsideCount.objects.filter(school=school).select_related("recorded_by").order_by(*LATEST)


def outside_version(school: School) -> int:
    """Grows with every count; 0 while nobody said."""
    return OutsideCount.objects.filter(school=school).aggregate(last=Max("pk"))["last"] or 0


def not_attending(frame: Frame) -> QuerySet[School]:
    """The ámbito's schools with who does not come over who is on the list, as told of the period by the cut-off."""
    told = OutsideCount.objects.filter(day__range=(frame.period_start, frame.last_day), recorded_at__lte=frame.cut_off)
    schools = with_outside(target_schools(frame), told)
    return schools.annotate(numerator_amount=F("outside_not_going"), denominator_amount=F("outside_pupils"))
