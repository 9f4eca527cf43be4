"""Partners as lists show them, and what of them needs somebody."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from partners.enums import ContactChannel, ContactRole
from partners.models import Contact, Offer, Partner, PartnerTerritory
from schools.models import School, Territory
from schools.readers.text import clean, searchable

WHO_DECIDES_FIRST = Case(
    When(role=ContactRole.AUTHORISES, then=Value(0)),
    When(role=ContactRole.COORDINATES, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
SHORTEST_PHONE = 6  # fewer digits stand in too many numbers


def search(partners: QuerySet[Partner], text: str) -> QuerySet[Partner]:
    """Every word must be in the names (without accents), a contact's name or telephone, or begin the RUC."""
    for word in searchable(clean(text)).split():
        named = Q(search_name__contains=word)
        if word.isdecimal() and len(word) >= SHORTEST_PHONE:
            named |= Q(phone__contains=word)
        people = Contact.objects.filter(named, partner=OuterRef("pk"))
        matches = Q(search_name__contains=word) | Q(search_short_name__contains=word) | Exists(people)
        if word.isdecimal():
            matches |= Q(ruc__startswith=word)
        partners = partners.filter(matches)
    return partners


def with_list_columns(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """Adds `places` (names, "·" between), `contact_name`, `contact_post` of who decides, and `open_offers`."""
    speaks = Contact.objects.active().filter(partner=OuterRef("pk")).order_by(WHO_DECIDES_FIRST, "name")
    links = PartnerTerritory.objects.filter(partner=OuterRef("pk")).order_by().values("partner")
    offers = Offer.objects.open().filter(partner=OuterRef("pk")).order_by().values("partner")
    places = StringAgg("territory__name", " · ", order_by="territory__name")
    return partners.annotate(
        places=Subquery(links.annotate(names=places).values("names")),
        contact_name=Subquery(speaks.values("name")[:1]),
        contact_post=Subquery(speaks.values("post")[:1]),
        open_offers=Subquery(offers.annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
    )


def without_contact(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """Active partners nobody speaks for today."""
    return partners.current().filter(~Exists(Contact.objects.active().filter(partner=OuterRef("pk"))))


def unreachable(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """Active partners with a contact who has no number or address to be reached by."""
    silent = Contact.objects.active().filter(partner=OuterRef("pk"), channel=ContactChannel.NONE)
    return partners.current().filter(Exists(silent))


def without_authority(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """Active partners with contacts, none of whom may authorise."""
    speaks = Contact.objects.active().filter(partner=OuterRef("pk"))
    return partners.current().filter(Exists(speaks), ~Exists(speaks.filter(role=ContactRole.AUTHORISES)))


def working_at(partners: QuerySet[Partner], territory: Territory) -> QuerySet[Partner]:
    """Those who work in a territory: there, in a place inside it, or in a larger one around it."""
    around = [territory.pk, *_ancestors(territory)]
    inside = Q(territory__parent=territory) | Q(territory__parent__parent=territory)
    links = PartnerTerritory.objects.filter(Q(territory__in=around) | inside, partner=OuterRef("pk"))
    return partners.filter(Exists(links))


def _ancestors(territory) -> list[int]:
    found = []
    while (territory := territory.parent) is not None:
        found.append(territory.pk)
    return found


def territories_here() -> QuerySet[Territory]:
    """The districts of this UGEL's schools and what they lie in, by code."""
    districts = School.objects.exclude(district=None).values("district")
    of_district = Q(pk__in=districts) | Q(children__in=districts) | Q(children__children__in=districts)
    return Territory.objects.filter(of_district).distinct().order_by("code")


def worked_territories() -> QuerySet[PartnerTerritory]:
    """Ids of the territories some partner works in."""
    return PartnerTerritory.objects.values("territory")


def partner_counts() -> dict[str, int]:
    """What the list answers first: how many there are, how many still help, and of whom something is missing."""
    speaks = Contact.objects.active().filter(partner=OuterRef("pk"))
    asked = Partner.objects.not_merged().annotate(
        has_contact=Exists(speaks),
        has_silent=Exists(speaks.filter(channel=ContactChannel.NONE)),
        has_authority=Exists(speaks.filter(role=ContactRole.AUTHORISES)),
    )
    active = Q(is_active=True)
    return asked.aggregate(
        all=Count("pk"),
        active=Count("pk", filter=active),
        without_contact=Count("pk", filter=active & Q(has_contact=False)),
        unreachable=Count("pk", filter=active & Q(has_silent=True)),
        without_authority=Count("pk", filter=active & Q(has_contact=True, has_authority=False)),
    )
