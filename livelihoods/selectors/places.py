"""Which villages are this UGEL's, and which schools stand in them."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from livelihoods.models import InitiativeGroup
from schools.enums import TerritoryKind
from schools.models import School, Territory

VILLAGE_KINDS = (TerritoryKind.VILLAGE, TerritoryKind.POPULATED_CENTRE)


def villages_here() -> QuerySet[Territory]:
    """Villages of the districts or ayil aymaks where this UGEL has schools, by district and name."""
    around = School.objects.current().exclude(district=None).order_by().values("district")
    villages = Territory.objects.filter(kind__in=VILLAGE_KINDS)
    # Where a school's own place is the village, its neighbours are those of the same ayil aymak.
    nearby = villages.filter(pk__in=around).values("parent")
    found = villages.filter(Q(pk__in=around) | Q(parent__in=around) | Q(parent__in=nearby))
    return found.select_related("parent").order_by("parent__name", "name", "pk")


def schools_of(village: Territory) -> QuerySet[School]:
    """Schools in the village: by its code, or by name within its district where the registry has no code."""
    named = Q(centre_code="", district=village.parent_id, centre__iexact=village.name)
    return School.objects.current().filter(Q(centre_code=village.code) | Q(district=village) | named)


def with_village(schools: QuerySet[School]) -> QuerySet[School]:
    """Each with `village_id`, its village of the registry; None where it is not known."""
    is_it = Q(code=OuterRef("centre_code")) | Q(pk=OuterRef("district"))
    is_it |= Q(parent=OuterRef("district"), name__iexact=OuterRef("centre"))
    villages = Territory.objects.filter(is_it, kind__in=VILLAGE_KINDS)
    return schools.annotate(village_id=Subquery(villages.order_by("-code").values("pk")[:1]))


def place_of(school: School) -> Territory | None:
    """The village of a school, or its district where the village is not known."""
    found = with_village(School.objects.filter(pk=school.pk)).values_list("village_id", "district_id").get()
    return Territory.objects.filter(pk=found[0] or found[1]).first()


def places_here() -> QuerySet[Territory]:
    """Where help may be told of: villages, and the districts or ayil aymaks around them, larger first."""
    villages = villages_here()
    around = Q(pk__in=villages.order_by().values("pk")) | Q(pk__in=villages.order_by().values("parent"))
    schools = School.objects.current().exclude(district=None).order_by().values("district")
    return Territory.objects.filter(around | Q(pk__in=schools)).select_related("parent").order_by("code")


def free_villages() -> QuerySet[Territory]:
    """Villages that have no living group."""
    return villages_here().exclude(pk__in=InitiativeGroup.objects.open().values("village"))


def villages_with_group(group: InitiativeGroup) -> QuerySet[Territory]:
    """Communities an income may go to: the group's own first, then the others with a living group."""
    others = InitiativeGroup.objects.open().values("village")
    found = villages_here().filter(Q(pk__in=others) | Q(pk=group.village_id))
    return found.annotate(is_own=Q(pk=group.village_id)).order_by("-is_own", "parent__name", "name", "pk")
