"""The lists that answer first: who needs most, whom nobody helps, what was already told."""

from django.db.models import Count, Exists, FloatField, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from core.strategies.indicators import Frame
from needs.enums import OPEN_STATES, NeedState, Severity
from needs.models import Need
from needs.selectors.priority import with_score
from schools.models import School
from schools.selectors.targets import target_schools

ANSWERED_OPEN = (NeedState.ACCEPTED, NeedState.PRIORITISED, NeedState.PARTLY_SOLVED)


def list_counts(needs: QuerySet[Need]) -> dict[str, int]:
    """What the list answers first: dangers, unanswered, to confirm, and all that is open."""
    is_open = Q(state__in=OPEN_STATES)
    return needs.aggregate(
        open=Count("pk", filter=is_open),
        danger=Count("pk", filter=is_open & Q(severity=Severity.DANGER)),
        reported=Count("pk", filter=Q(state=NeedState.REPORTED)),
        to_confirm=Count("pk", filter=is_open & Q(solved_said_at__isnull=False)),
    )


def similar_to(need: Need) -> QuerySet[Need]:
    """Open needs of the same school that may tell the same; asked before a new one is saved."""
    return Need.objects.like(need).select_related("school").order_by("-reported_at")[:5]


def open_at(school: School) -> list[Need]:
    """The newest open needs of one school, as many as a phone shows without scrolling for long."""
    return list(Need.objects.open().filter(school=school).order_by("-reported_at", "-pk")[:30])


def most_needy_schools(*, now=None) -> QuerySet[School]:
    """Schools of the year's ámbito by the score of their worst unanswered need, then by how many they have."""
    now = now or timezone.now()
    told = Need.objects.filter(school=OuterRef("pk"), state__in=ANSWERED_OPEN, reported_at__lte=now)
    worst = with_score(told, now=now).order_by().values("school").annotate(top=Max("score")).values("top")
    many = told.order_by().values("school")
    return (
        _ambito(now)
        .annotate(
            top_score=Subquery(worst, output_field=FloatField()),
            open_needs=Subquery(many.annotate(n=Count("pk")).values("n")),
        )
        .filter(top_score__isnull=False)
        .order_by("-top_score", "-open_needs", "name", "pk")
    )


def worst_needs(school_ids, *, now) -> dict[int, Need]:
    """By school, the unanswered need that gives it its score, in one query; each with `score` and its school."""
    told = Need.objects.filter(school__in=school_ids, state__in=ANSWERED_OPEN, reported_at__lte=now)
    found = with_score(told.select_related("school"), now=now).filter(score__isnull=False)
    return {need.school_id: need for need in found.order_by("school_id", "-score", "number").distinct("school_id")}


def zero_help_schools(*, now=None) -> QuerySet[School]:
    """Schools of the year's ámbito that have told a need and got nothing: no promise, no programme, nothing solved."""
    of_school = Need.objects.filter(school=OuterRef("pk"))
    return (
        _ambito(now or timezone.now())
        .filter(Exists(of_school.open()))
        .exclude(Exists(of_school.helped()))
        .annotate(open_needs=Subquery(of_school.open().order_by().values("school").annotate(n=Count("pk")).values("n")))
        .order_by("-open_needs", "name", "pk")
    )


def _ambito(now) -> QuerySet[School]:
    today = timezone.localdate(now)
    return target_schools(Frame(period_start=today, period_end=today, cut_off=now))
