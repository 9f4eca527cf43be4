"""Where transport stood in a frame, for one UGEL or many."""

from datetime import timedelta

from django.db.models import (
    Case,
    Count,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from core.strategies import settings as ugel_settings
from core.strategies.indicators import Frame
from schools.selectors.calendar import known_ugels_sql, school_days_sql
from transport.enums import Direction, Said, VehicleKind
from transport.models import Document, EarlierWord, Leg, LegDay, Route, Stop, Vehicle
from transport.selectors.routes import ON_TIME

COUNTED = DecimalField(max_digits=12, decimal_places=0)
WITH_PAPERS = [kind for kind in VehicleKind if kind.has_papers]


def legs(frame: Frame) -> QuerySet[Leg]:
    """Both directions of every route that works on a day of the period and was written down by the cut-off."""
    routes = Route.objects.within(frame.period_start, frame.last_day).filter(created_at__lte=frame.cut_off)
    return Leg.objects.filter(route__in=routes.values("pk"))


# Words of days that the calendar, known today, closes for the school: no trip was planned and none was lost.
CLOSED = """
SELECT told.id FROM transport_legday told
JOIN transport_leg leg ON leg.ugel_id = told.ugel_id AND leg.id = told.leg_id
JOIN transport_route route ON route.ugel_id = leg.ugel_id AND route.id = leg.route_id
JOIN ({known}) known ON known.ugel_id = told.ugel_id
LEFT JOIN ({days}) d ON d.ugel_id = told.ugel_id AND d.school_id = route.school_id AND d.day = told.day
WHERE told.day BETWEEN %s AND %s AND d.day IS NULL
"""


def days(frame: Frame) -> QuerySet[LegDay]:
    """Days with class of which somebody spoke, with `word` and `word_minutes` as they stood at the cut-off.

    A later correction is undone. A UGEL that wrote no calendar has the days that were not called without class.
    """
    span = (frame.period_start, frame.last_day)
    earlier = EarlierWord.objects.filter(leg_day=OuterRef("pk"), said_at__lte=frame.cut_off).order_by("-version")

    def then(name):
        is_later = When(said_at__gt=frame.cut_off, then=Subquery(earlier.values(name)[:1]))
        return Case(is_later, default=F(name))

    told = LegDay.objects.filter(day__range=span, created_at__lte=frame.cut_off)
    told = told.annotate(word=then("said"), word_minutes=then("late_minutes")).exclude(word=Said.NO_CLASS)
    known, known_params = known_ugels_sql(*span)
    days_sql, days_params = school_days_sql(*span)
    closed = RawSQL(CLOSED.format(known=known, days=days_sql), (*known_params, *days_params, *span))  # noqa: S611
    return told.exclude(pk__in=closed)


def seats(frame: Frame) -> QuerySet[Leg]:
    """Of each leg: pupils with a seat of those who need one; unknown where it has no stop yet."""
    stops = Stop.objects.filter(route=OuterRef("route")).order_by().values("route")
    needing = Subquery(stops.annotate(n=Sum("pupils")).values("n"), output_field=IntegerField())
    return (
        legs(frame)
        .annotate(needing=needing)
        .annotate(
            denominator_amount=Cast(F("needing"), COUNTED),
            numerator_amount=Case(When(needing__isnull=False, then=Cast(F("taken"), COUNTED)), default=Value(None)),
        )
    )


def runs(frame: Frame) -> QuerySet[Leg]:
    """Of each leg: trips that ran of those somebody spoke of."""
    return _of_days(frame, Q(word__in=[Said.CAME, Said.LATE]))


def on_time(frame: Frame) -> QuerySet[Leg]:
    """Of each leg: trips that came within the UGEL's tolerance of those somebody spoke of."""
    late = Q(word=Said.LATE, word_minutes__lte=ugel_settings.expression(ON_TIME))
    return _of_days(frame, Q(word=Said.CAME) | late)


def lost(frame: Frame) -> QuerySet[Leg]:
    """Of each way in: pupil-days lost of the pupil-days somebody spoke of."""
    told = days(frame).filter(leg=OuterRef("pk")).order_by().values("leg")
    entrada = legs(frame).filter(direction=Direction.ENTRADA)
    gone = Sum("pupils", filter=Q(word=Said.ABSENT), default=0)
    return entrada.annotate(
        numerator_amount=Subquery(told.annotate(n=gone).values("n"), output_field=COUNTED),
        denominator_amount=Subquery(told.annotate(n=Sum("pupils")).values("n"), output_field=COUNTED),
    )


# Of a leg, its days of school within the route's dates and weekdays; `told` joins what somebody said of each by then.
PLANNED = """CASE WHEN EXISTS (SELECT FROM ({known}) known WHERE known.ugel_id = transport_leg.ugel_id) THEN (
    SELECT count({counted}) FROM transport_route route
    JOIN ({days}) d ON d.ugel_id = route.ugel_id AND d.school_id = route.school_id
        AND d.day >= route.from_date AND (route.to_date IS NULL OR d.day <= route.to_date)
        AND extract(isodow FROM d.day)::int - 1 = ANY (route.weekdays)
    {told} WHERE route.id = transport_leg.route_id AND route.ugel_id = transport_leg.ugel_id
)::numeric END"""
TOLD = """LEFT JOIN transport_legday told ON told.ugel_id = transport_leg.ugel_id AND told.leg_id = transport_leg.id
        AND told.day = d.day AND told.created_at <= %s"""


def told(frame: Frame) -> QuerySet[Leg]:
    """Of each leg: planned trips of which somebody spoke; unknown where the UGEL wrote no school calendar.

    While the period runs, today is still to be told.
    """
    last = frame.last_day
    span = (frame.period_start, last if last == frame.period_end else last - timedelta(days=1))
    days_sql, days_params = school_days_sql(*span)
    known_sql, known_params = known_ugels_sql(*span)
    parts = {"known": known_sql, "days": days_sql}
    known = (*known_params, *days_params)
    # Our own SQL; what is asked comes as parameters.
    planned = RawSQL(PLANNED.format(counted="*", told="", **parts), known, output_field=COUNTED)  # noqa: S611
    said = RawSQL(  # noqa: S611
        PLANNED.format(counted="told.id", told=TOLD, **parts), (*known, frame.cut_off), output_field=COUNTED
    )
    return legs(frame).annotate(numerator_amount=said, denominator_amount=planned)


def vehicles(frame: Frame) -> QuerySet[Vehicle]:
    """What carries pupils on a route of the period and must have papers."""
    routes = Route.objects.within(frame.period_start, frame.last_day).filter(created_at__lte=frame.cut_off)
    carrying = routes.exclude(vehicle=None).values("vehicle")
    return Vehicle.objects.filter(pk__in=carrying, kind__in=WITH_PAPERS, created_at__lte=frame.cut_off)


def vehicles_in_force(frame: Frame) -> QuerySet[Vehicle]:
    return vehicles(frame).with_papers_in_force(frame.last_day, known_at=frame.cut_off)


def vehicles_without_papers(frame: Frame) -> QuerySet[Vehicle]:
    """Those no paper of which was written down by the cut-off: nothing is known."""
    return vehicles(frame).exclude(pk__in=_documented(frame))


def vehicles_lacking(frame: Frame) -> QuerySet[Vehicle]:
    """A paper ran out, or one of those required is not written down."""
    return vehicles(frame).filter(pk__in=_documented(frame)).exclude(pk__in=vehicles_in_force(frame).values("pk"))


def _documented(frame: Frame) -> QuerySet:
    return Document.objects.filter(created_at__lte=frame.cut_off).values("vehicle")


def _of_days(frame: Frame, good: Q) -> QuerySet[Leg]:
    told = days(frame).filter(leg=OuterRef("pk")).order_by().values("leg")
    return legs(frame).annotate(
        numerator_amount=Subquery(told.annotate(n=Count("pk", filter=good)).values("n"), output_field=COUNTED),
        denominator_amount=Subquery(told.annotate(n=Count("pk")).values("n"), output_field=COUNTED),
    )
