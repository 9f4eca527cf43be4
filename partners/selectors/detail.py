"""One partner's page: its people as one calls them, its offers, and what a merge would carry over."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from core.accounts.phones import dial_url
from core.notifications.whatsapp import whatsapp_url
from core.strategies.registry import PromiseRecord, partner_records
from partners.models import Contact, Offer, Partner
from partners.selectors.lists import WHO_DECIDES_FIRST


@dataclass(frozen=True)
class ContactLines:
    """Who speaks for a partner today, who decides first; who will; who no longer does, latest first."""

    today: list[Contact]
    later: list[Contact]
    former: list[Contact]


def contact_lines(partner: Partner) -> ContactLines:
    """One question, three lists; each contact with `dial` and `whatsapp` addresses where there is a number."""
    today = timezone.localdate()
    lines = ContactLines([], [], [])
    for contact in partner.contacts.order_by(WHO_DECIDES_FIRST, "name"):
        contact.dial = dial_url(contact.phone) if contact.phone else ""
        contact.whatsapp = whatsapp_url(contact.phone.as_e164, "") if contact.phone else ""
        if contact.speaks_today:
            lines.today.append(contact)
        elif contact.is_active and contact.from_date > today:
            lines.later.append(contact)
        else:
            lines.former.append(contact)
    return lines


def offers_of(partner: Partner) -> QuerySet[Offer]:
    """Open ones first, latest first."""
    return partner.offers.select_related("territory").order_by("-is_active", "-from_date", "-id")


def what_passes(gone: Partner, kept: Partner) -> list[str]:
    """What a merge carries over, in words; apps above add their promises through the record."""
    counts = partner_records([gone.pk]).get(gone.pk, PromiseRecord())
    promises = counts.kept + counts.late + counts.could_not + counts.broken + counts.open
    there = set(kept.contacts.values_list("search_name", flat=True))
    contacts = sum(name not in there for name in gone.contacts.values_list("search_name", flat=True))
    offers, answers = gone.offers.count(), gone.record_answers.count()
    lines = [
        (contacts, ngettext("%(n)s contacto", "%(n)s contactos", contacts)),
        (offers, ngettext("%(n)s ofrecimiento", "%(n)s ofrecimientos", offers)),
        (promises, ngettext("%(n)s promesa", "%(n)s promesas", promises)),
        (answers, ngettext("%(n)s respuesta", "%(n)s respuestas", answers)),
    ]
    return [words % {"n": n} for n, words in lines if n]
