"""Who could help with a need, with the reasons; a person decides whom to ask."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
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

    @property
    def sentences(self) -> list[str]:
        """The reasons, then how its promises went, as counts of what there was."""
        counted = (
            (self.record.kept, _("%(n)d a tiempo")),
            (self.record.late, _("%(n)d tarde")),
            (self.record.could_not, _("%(n)d que no pudo y avisó")),
            (self.record.broken, _("%(n)d sin cumplir")),
        )
        parts = [words % {"n": n} for n, words in counted if n]
        told = [_("Sus compromisos: %(parts)s.") % {"parts": ", ".join(parts)}] if parts else []
        return [*self.reasons, *told]


def who_could_help(needs: Sequence[Need]) -> list[Helper]:
    """Partners with at least one reason of capacity or nearness, the most reasons first; seven queries however many.

    What it offered in such a category, what it delivered of it, an alliance in force for the school, where it works.
    Needs bring `school__district__parent__parent`.
    """
    reasons: dict[int, list[str]] = defaultdict(list)
    for source in (_offered, _delivered, _allied, _works_here):
        for partner_id, sentence in source(needs):
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


def _offered(needs):
    places = {need.pk: _places(need.school) for need in needs}
    for offer in Offer.objects.open().filter(category__in={need.category for need in needs}).order_by("pk"):
        fits = [need for need in needs if need.category == offer.category]
        if offer.territory_id is None or any(offer.territory_id in places[need.pk] for need in fits):
            yield offer.partner_id, _("Ofreció: %(what)s.") % {"what": offer.description}


def _delivered(needs):
    categories = {need.category for need in needs}
    kept = Commitment.objects.filter(category__in=categories, state__in=FULFILLED_STATES).exclude(partner=None)
    for row in kept.order_by().values("partner").annotate(n=Count("pk")):
        words = ngettext(
            "Ya cumplió %(n)d compromiso de este tipo.", "Ya cumplió %(n)d compromisos de este tipo.", row["n"]
        )
        yield row["partner"], words % {"n": row["n"]}


def _allied(needs):
    schools = {need.school_id for need in needs}
    alliances = Alliance.objects.in_force(timezone.localdate()).of_schools(schools)
    parties = AllianceParty.objects.filter(alliance__in=alliances.values("pk")).select_related("alliance")
    words = ngettext(
        "Tiene una alianza vigente para esta escuela: %(title)s.",
        "Tiene una alianza vigente para alguna de estas escuelas: %(title)s.",
        len(schools),
    )
    for party in parties.order_by("pk"):
        yield party.partner_id, words % {"title": party.alliance.title}


def _works_here(needs):
    around = {pk for need in needs for pk in _places(need.school)}
    places = PartnerTerritory.objects.filter(territory__in=around).select_related("territory")
    for one in places.order_by("pk"):
        yield one.partner_id, _("Trabaja en %(place)s.") % {"place": one.territory.name.title()}


def _places(school: School) -> list[int]:
    """The district of the school and what lies around it."""
    place, found = school.district, []
    while place is not None:
        found.append(place.pk)
        place = place.parent
    return found
