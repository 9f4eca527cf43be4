"""Who could help with a need, with the reasons; a person decides whom to ask."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliances.models import Alliance, AllianceParty
from commitments.enums import FULFILLED_STATES
from commitments.models import Commitment
from core.strategies.registry import PromiseRecord, partner_records
from needs.models import Need
from partners.models import Contact, Offer, Partner, PartnerTerritory
from schools.models import School

SHOWN = 25


@dataclass
class Helper:
    """A partner, why it could help, how its promises went, and whom to write to."""

    partner: Partner
    reasons: list[str] = field(default_factory=list)
    record: PromiseRecord = field(default_factory=PromiseRecord)
    contacts: list[Contact] = field(default_factory=list)


def who_could_help(need: Need) -> list[Helper]:
    """Partners with at least one reason of capacity or nearness, the most reasons first; seven queries however many.

    What it offered in this category, what it delivered of it, an alliance in force for this school, that it works here.
    """
    reasons: dict[int, list[str]] = defaultdict(list)
    for source in (_offered, _delivered, _allied, _works_here):
        for partner_id, sentence in source(need):
            reasons[partner_id].append(sentence)
    partners = Partner.objects.current().filter(pk__in=reasons)
    records = partner_records(list(reasons))
    contacts = defaultdict(list)
    for contact in Contact.objects.active().filter(partner__in=reasons).order_by("role", "name"):
        contacts[contact.partner_id].append(contact)
    helpers = [
        Helper(partner, reasons[partner.pk], records.get(partner.pk, PromiseRecord()), contacts[partner.pk])
        for partner in partners
    ]
    return sorted(helpers, key=lambda one: (-len(one.reasons), -one.record.kept, one.partner.name))[:SHOWN]


def _offered(need):
    here = Q(territory=None) | Q(territory__in=_places(need.school))
    for offer in Offer.objects.open().filter(here, category=need.category).order_by("pk"):
        yield offer.partner_id, _("Ofreció: %(what)s.") % {"what": offer.description}


def _delivered(need):
    kept = Commitment.objects.filter(category=need.category, state__in=FULFILLED_STATES).exclude(partner=None)
    for row in kept.order_by().values("partner").annotate(n=Count("pk")):
        words = ngettext(
            "Ya cumplió %(n)d compromiso de este tipo.", "Ya cumplió %(n)d compromisos de este tipo.", row["n"]
        )
        yield row["partner"], words % {"n": row["n"]}


def _allied(need):
    alliances = Alliance.objects.in_force(timezone.localdate()).of_school(need.school)
    parties = AllianceParty.objects.filter(alliance__in=alliances.values("pk")).select_related("alliance")
    for party in parties.order_by("pk"):
        yield (
            party.partner_id,
            _("Tiene una alianza vigente para esta escuela: %(title)s.") % {"title": party.alliance.title},
        )


def _works_here(need):
    places = PartnerTerritory.objects.filter(territory__in=_places(need.school)).select_related("territory")
    for one in places.order_by("pk"):
        yield one.partner_id, _("Trabaja en %(place)s.") % {"place": one.territory.name.title()}


def _places(school: School) -> list[int]:
    """The district of the school and what lies around it."""
    place, found = school.district, []
    while place is not None:
        found.append(place.pk)
        place = place.parent
    return found
