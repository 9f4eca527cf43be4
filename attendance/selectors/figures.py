"""Attendance in a frame as it was known at the cut-off, of one UGEL or many: later words and corrections are undone."""

from datetime import timedelta

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from attendance.models import ChronicCount, WeekChange, WeekCount, YearOutcome
from attendance.rule import Totals
from attendance.selectors.latest import latest
from core.strategies.indicators import Frame
from schools.models import School
from schools.selectors import target_schools
from schools.selectors.calendar import known_ugels_sql, school_days_sql

NUMBERS = ("pupil_days", "absent_days", "uncaused_days")
# Weeks that begin in the period and whose last school day passed before the day of the cut-off.
HANDED_IN = """
SELECT week.school_id, count(*)::int AS due, count(told.id)::int AS told FROM (
    SELECT ugel_id, school_id, date_trunc('week', day)::date AS monday, max(day) AS last
    FROM ({days}) day GROUP BY 1, 2, 3
) week
LEFT JOIN attendance_weekcount told ON told.ugel_id = week.ugel_id AND told.school_id = week.school_id
    AND told.monday = week.monday AND told.recorded_at <= %s
WHERE week.monday BETWEEN %s AND %s AND week.last < %s
GROUP BY week.school_id
"""


def weeks_of(frame: Frame) -> QuerySet[WeekCount]:
    """Weeks told by the cut-off, each with `known_` numbers: what it said then."""
    after = WeekChange.objects.filter(week=OuterRef("pk"), changed_at__gt=frame.cut_off).order_by("changed_at", "pk")
    known = {
        f"known_{name}": Coalesce(Subquery(after.values(f"old_{name}")[:1]), F(name), output_field=IntegerField())
        for name in NUMBERS
    }
    rows = WeekCount.objects.filter(monday__range=(frame.period_start, frame.last_day), recorded_at__lte=frame.cut_off)
    return rows.annotate(**known)


def week_sums(frame: Frame, numerator) -> QuerySet[School]:
    """The ámbito's schools with a number over pupil-days; None where no week was told."""
    rows = weeks_of(frame).filter(school=OuterRef("pk")).order_by().values("school")
    return target_schools(frame).annotate(
        numerator_amount=Subquery(rows.annotate(n=Sum(numerator)).values("n")),
        denominator_amount=Subquery(rows.annotate(n=Sum("known_pupil_days")).values("n")),
    )


def handed_in(frame: Frame) -> QuerySet[School]:
    """Weeks told of the weeks due; None where the UGEL has no calendar."""
    first, last = frame.period_start, frame.last_day
    days, day_params = school_days_sql(first, last + timedelta(days=6))
    known, known_params = known_ugels_sql(first, last)
    cut = timezone.localdate(frame.cut_off)
    params = (*day_params, frame.cut_off, first, last, cut, *known_params)
    counted = {
        f"{name}_amount": RawSQL(  # noqa: S611 - our own SQL, days and moments as parameters
            f"""(SELECT coalesce((SELECT {column} FROM ({HANDED_IN.format(days=days)}) h
            WHERE h.school_id = schools_school.id), 0) FROM ({known}) k
            WHERE k.ugel_id = schools_school.ugel_id)""",  # noqa: S608
            params,
            output_field=IntegerField(),
        )
        for name, column in (("numerator", "told"), ("denominator", "due"))
    }
    return target_schools(frame).annotate(**counted)


def chronic_counts(frame: Frame) -> QuerySet[ChronicCount]:
    """What stood at the cut-off of each service and month of the period."""
    said = ChronicCount.objects.filter(
        month__range=(frame.period_start, frame.last_day), recorded_at__lte=frame.cut_off
    )
    return latest(said, "service", "month")


def chronic_sums(frame: Frame) -> QuerySet[School]:
    """Pupils with chronic absence over pupils, summed over services and months that were counted."""
    rows = chronic_counts(frame).filter(service__school=OuterRef("pk")).order_by().values("service__school")
    return target_schools(frame).annotate(
        numerator_amount=Subquery(rows.annotate(n=Sum("chronic")).values("n")),
        denominator_amount=Subquery(rows.annotate(n=Sum("pupils")).values("n")),
    )


def totals(frame: Frame) -> Totals:
    """All the ámbito's weeks of the period together."""
    rows = weeks_of(frame).filter(school__in=target_schools(frame).values("pk"))
    sums = rows.aggregate(**{name: Sum(f"known_{name}") for name in NUMBERS})
    return Totals(*(sums[name] or 0 for name in NUMBERS))


def year_outcomes(frame: Frame) -> QuerySet[YearOutcome]:
    """What stood at the cut-off of the school year before the one the period begins in."""
    year = frame.period_start.year - 1
    return latest(YearOutcome.objects.filter(year=year, recorded_at__lte=frame.cut_off), "service", "year")


def interruption(frame: Frame) -> QuerySet[School]:
    """Pupils who interrupted over pupils enrolled the year before; None where nobody gave the numbers."""
    rows = year_outcomes(frame).filter(service__school=OuterRef("pk")).order_by().values("service__school")
    lost = F("enrolled") - F("continued") - F("finished") - F("died")
    return target_schools(frame).annotate(
        numerator_amount=Subquery(rows.annotate(n=Sum(lost)).values("n")),
        denominator_amount=Subquery(rows.annotate(n=Sum("enrolled")).values("n")),
    )
