"""Where the water stood in a frame, of one UGEL or many, as SQL over all their days at once."""

from datetime import date, timedelta

from django.db.models import Case, DecimalField, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from core.strategies.indicators import Frame
from core.strategies.settings import expression
from schools.models import School
from schools.selectors import target_schools
from schools.selectors.calendar import known_ugels_sql, school_days_sql
from schools.selectors.listing import pupils_of
from water.enums import Fitness, Source
from water.models import Delivery, Sample, Supply
from water.selectors.standing import ALLOWANCE

LITRES = DecimalField(max_digits=18, decimal_places=2)
EARLIER = """
LEFT JOIN LATERAL (
    SELECT change.old_state FROM water_daychange change
    WHERE change.ugel_id = told.ugel_id AND change.day_state_id = told.id AND change.changed_at > %s
    ORDER BY change.changed_at LIMIT 1
) earlier ON true
"""
# What each school day said at the cut-off: a later correction is undone, a later word is none.
DAYS = """
SELECT day.school_id FROM ({days}) day
LEFT JOIN water_daystate told
    ON told.ugel_id = day.ugel_id AND told.school_id = day.school_id AND told.day = day.day AND told.recorded_at <= %s
{earlier} GROUP BY day.school_id HAVING {having}
"""
STATE = "coalesce(earlier.old_state, told.state)"


def days_of(frame: Frame) -> tuple[date, date]:
    """The days a frame speaks of: while the period runs, today is still to be told."""
    last = frame.last_day
    return frame.period_start, last if last == frame.period_end else last - timedelta(days=1)


def _schools_where(frame: Frame, having: str) -> RawSQL:
    days, params = school_days_sql(*days_of(frame))
    sql = DAYS.format(days=days, earlier=EARLIER, having=having)
    return RawSQL(sql, (*params, frame.cut_off, frame.cut_off))  # noqa: S611 - our own SQL, values as parameters


def wet_every_day(frame: Frame) -> QuerySet[School]:
    return target_schools(frame).filter(pk__in=_schools_where(frame, f"bool_and(coalesce({STATE} = 'yes', false))"))


def with_dry_days(frame: Frame) -> QuerySet[School]:
    """At least one school day without water, or with water for a part of it."""
    return target_schools(frame).filter(pk__in=_schools_where(frame, f"bool_or({STATE} IN ('no', 'partly'))"))


def not_told(frame: Frame) -> QuerySet[School]:
    """Neither: no day is known to be dry, and of some nobody spoke; or the UGEL has no calendar."""
    return (
        target_schools(frame)
        .exclude(pk__in=wet_every_day(frame).values("pk"))
        .exclude(pk__in=with_dry_days(frame).values("pk"))
    )


# Of a school, its school days in the months that say something of litres: one came, or a day was told dry.
LITRE_DAYS = """(
SELECT nullif(count(*), 0)::int FROM ({days}) day
WHERE day.ugel_id = schools_school.ugel_id AND day.school_id = schools_school.id
    AND (date_trunc('month', day.day) IN (
        SELECT date_trunc('month', came.day) FROM water_delivery came
        WHERE came.ugel_id = schools_school.ugel_id AND came.school_id = schools_school.id
            AND came.day BETWEEN %s AND %s AND came.recorded_at <= %s
            AND (came.withdrawn_at IS NULL OR came.withdrawn_at > %s)
    ) OR date_trunc('month', day.day) IN (
        SELECT date_trunc('month', told.day) FROM water_daystate told {earlier}
        WHERE told.ugel_id = schools_school.ugel_id AND told.school_id = schools_school.id
            AND told.day BETWEEN %s AND %s AND told.recorded_at <= %s AND {state} = 'no'
    ))
)"""


def litres_against_need(frame: Frame) -> QuerySet[School]:
    """Schools of the ámbito that a tanker supplies, with what came and what the months that are known needed.

    A month says something of litres where some came, or where a day was told dry, which makes none a zero; of the
    other months neither what came nor what was needed is known, and neither is summed.
    """
    first, last = days_of(frame)
    by_tanker = Supply.objects.filter(source=Source.TANKER, updated_at__lte=frame.cut_off)
    came = Delivery.objects.known_at(frame.cut_off).filter(school=OuterRef("pk"), day__range=(first, last)).order_by()
    sums = came.values("school").annotate(n=Sum("litres")).values("n")
    schools = target_schools(frame).filter(pk__in=by_tanker.values("school_id"))
    return schools.annotate(
        known_days=_litre_days(frame, first, last),
        came=Cast(Subquery(sums), LITRES),
        pupils=pupils_of(service__school=OuterRef("pk")),
        numerator_amount=Case(
            When(came__isnull=False, then=F("came")),
            When(known_days__isnull=False, then=Value(0)),
            output_field=LITRES,
        ),
        denominator_amount=Cast(
            Cast(F("pupils"), LITRES) * F("known_days") * Cast(expression(ALLOWANCE), LITRES), LITRES
        ),
    )


def _litre_days(frame: Frame, first: date, last: date) -> RawSQL:
    days, params = school_days_sql(first, last)
    sql = LITRE_DAYS.format(days=days, earlier=EARLIER, state=STATE)
    span = (first, last, frame.cut_off)
    asked = (*params, *span, frame.cut_off, frame.cut_off, *span)
    return RawSQL(sql, asked, output_field=IntegerField())  # noqa: S611 - our own SQL, values as parameters


def samples(frame: Frame) -> QuerySet[Sample]:
    """Samples of the period at schools of the ámbito, as they stood at the cut-off."""
    return Sample.objects.known_at(frame.cut_off).filter(
        school__in=target_schools(frame).values("pk"), taken_date__range=(frame.period_start, frame.last_day)
    )


def fit_samples(frame: Frame) -> QuerySet[Sample]:
    return samples(frame).filter(fitness__in=(Fitness.FIT, Fitness.HIGH))


def low_samples(frame: Frame) -> QuerySet[Sample]:
    return samples(frame).filter(fitness=Fitness.LOW)


def incomplete_samples(frame: Frame) -> QuerySet[Sample]:
    return samples(frame).filter(fitness=Fitness.INCOMPLETE)


# The month rule in SQL; a test holds it to rule.judge_month.
MONTHS = """
SELECT school_id FROM (
    SELECT school_id, count(*) AS n, count(*) FILTER (WHERE chlorine >= 0.5) AS enough,
        count(*) FILTER (WHERE fitness = 'unfit') AS unfit
    FROM water_sample
    WHERE fitness <> 'part' AND taken_date BETWEEN %s AND %s AND recorded_at <= %s
        AND (withdrawn_at IS NULL OR withdrawn_at > %s)
    GROUP BY ugel_id, school_id, date_trunc('month', taken_date)
) month
"""
FIT = "unfit = 0 AND enough >= ceil(n * 0.9)"


def _months(frame: Frame, tail: str) -> RawSQL:
    params = (frame.period_start, frame.last_day, frame.cut_off, frame.cut_off)
    return RawSQL(MONTHS + tail, params)  # noqa: S611 - our own SQL, values as parameters


def with_months(frame: Frame) -> QuerySet[School]:
    """Schools with a complete sample in the period."""
    return target_schools(frame).filter(pk__in=_months(frame, ""))


def with_fit_months(frame: Frame) -> QuerySet[School]:
    """Each month that has samples passed."""
    return with_months(frame).exclude(pk__in=_months(frame, f"WHERE NOT ({FIT})"))


def with_few_samples(frame: Frame) -> QuerySet[School]:
    """At least one month with fewer than ten samples."""
    return with_months(frame).filter(pk__in=_months(frame, "WHERE n < 10"))


def without_samples(frame: Frame) -> QuerySet[School]:
    return target_schools(frame).exclude(pk__in=_months(frame, ""))


def without_calendar(frame: Frame) -> QuerySet[School]:
    sql, params = known_ugels_sql(*days_of(frame))
    return target_schools(frame).exclude(ugel_id__in=RawSQL(sql, params))  # noqa: S611 - our own SQL
