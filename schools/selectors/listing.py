"""Schools as lists show them."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from schools.enums import Area, Hint, Management
from schools.models import Enrolment, School, Service


def pupils_of(**outer):
    """The latest counts, summed; `outer` ties them to a row: pupils_of(service__school=OuterRef("pk"))."""
    later = Enrolment.objects.filter(service=OuterRef("service"), cut_date__gt=OuterRef("cut_date"))
    latest = Enrolment.objects.filter(
        ~Exists(later), service__is_active=True, service__not_in_cut_since=None, **outer
    ).order_by()
    return Subquery(latest.values("ugel_id").annotate(total=Sum("count")).values("total"))


def with_list_columns(schools: QuerySet[School]) -> QuerySet[School]:
    """Adds `level_codes` ("A2,B0") and `pupils` (None where nobody counted), without a query per school."""
    levels = Service.objects.current().filter(school=OuterRef("pk")).order_by().values("school")
    return schools.select_related("district").annotate(
        level_codes=Subquery(levels.annotate(codes=StringAgg("level", ",", distinct=True)).values("codes")),
        pupils=pupils_of(service__school=OuterRef("pk")),
    )


def school_counts() -> dict[str, int]:
    """What the list answers first: all, working, of the ámbito's rule, without a point, no longer in the cut."""
    working = Q(is_active=True, not_in_cut_since=None)
    return School.objects.aggregate(
        all=Count("pk"),
        working=Count("pk", filter=working),
        target=Count("pk", filter=working & Q(area=Area.RURAL, management__in=Management.public())),
        no_point=Count("pk", filter=working & Q(lat=None)),
        missing=Count("pk", filter=~Q(not_in_cut_since=None)),
    )


def with_hint(schools: QuerySet[School], hint: str) -> QuerySet[School]:
    """Schools whose data look wrong in one way; the ways that need no shape and no arithmetic per row."""
    if hint == Hint.NO_POINT:
        return schools.filter(lat=None)
    if hint == Hint.SHARED_POINT:
        others = School.objects.filter(lat=OuterRef("lat"), lon=OuterRef("lon"), not_in_cut_since=None)
        return schools.filter(Exists(others.exclude(codlocal=OuterRef("codlocal"))))
    if hint == Hint.NO_ENROLMENT:
        return schools.filter(~Exists(Enrolment.objects.filter(service__school=OuterRef("pk"))))
    return schools


def districts_with_schools() -> list[tuple[str, str]]:
    """Code and name of each district that has a school here."""
    found = School.objects.exclude(district=None).values_list("district__code", "district__name").distinct()
    return [(code, name.title()) for code, name in found.order_by("district__name")]
