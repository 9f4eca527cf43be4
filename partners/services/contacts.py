from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile
from partners.enums import BY_PHONE, ContactChannel
from partners.models import Contact, Partner
from partners.services.errors import ContactNameTaken, NoWayToReach
from partners.services.partners import locked
from partners.signals import contact_told
from schools.readers.text import clean, searchable


@transaction.atomic
def add_contact(*, partner: Partner, by, **told) -> Contact:
    """Save a person of a partner; an empty channel, or none, is the one their phone or e-mail allows.

    `told` are the fields of Contact a person fills. Raises ContactNameTaken, NoWayToReach, PartnerWasMerged.
    """
    contact = Contact(partner=locked(partner))
    _tell(contact, {"channel": "", **told})
    _save(contact)
    record("partners.contact_added", contact.partner, by=by, name=contact.name, role=contact.role)
    contact_told.send(sender=Contact, contact=contact, by=by)
    return contact


@transaction.atomic
def correct_contact(*, contact: Contact, by, version: int | None = None, **told) -> Contact:
    """Change what is known of a contact; an empty channel is the one their phone or e-mail allows.

    Raises ChangedMeanwhile, ContactNameTaken, NoWayToReach.
    """
    contact = _held(contact)
    if version is not None and version != contact.version:
        raise ChangedMeanwhile
    changed = _tell(contact, told)
    if changed:
        contact.version += 1
        _save(contact)
        record("partners.contact_corrected", contact.partner, by=by, name=contact.name, fields=changed)
        contact_told.send(sender=Contact, contact=contact, by=by)
    return contact


@transaction.atomic
def end_contact(*, contact: Contact, by, to_date=None) -> Contact:
    """This person no longer speaks for the partner, from today; undone by resume_contact."""
    contact = _held(contact)
    if contact.is_active:
        contact.is_active = False
        contact.to_date = max(to_date or timezone.localdate(), contact.from_date)
        contact.version += 1
        contact.save(update_fields=["is_active", "to_date", "version"])
        record("partners.contact_ended", contact.partner, by=by, name=contact.name)
    return contact


@transaction.atomic
def resume_contact(*, contact: Contact, by) -> Contact:
    """Undo end_contact, or take back somebody who had left."""
    contact = _held(contact)
    if not contact.speaks_today:
        contact.is_active, contact.to_date = True, None
        contact.from_date = min(contact.from_date, timezone.localdate())
        contact.version += 1
        contact.save(update_fields=["is_active", "to_date", "from_date", "version"])
        record("partners.contact_resumed", contact.partner, by=by, name=contact.name)
        contact_told.send(sender=Contact, contact=contact, by=by)
    return contact


def _held(contact) -> Contact:
    return Contact.objects.select_for_update(of=("self",)).select_related("partner").get(pk=contact.pk)


def _tell(contact, told) -> list[str]:
    if told.get("channel") == "":
        phone, email = told.get("phone", contact.phone), told.get("email", contact.email)
        way = ContactChannel.MAIL if email else ContactChannel.NONE
        told = {**told, "channel": ContactChannel.WHATSAPP if phone else way}
    changed = []
    for name, given in told.items():
        value = clean(given) if isinstance(given, str) else given
        if getattr(contact, name) != value:
            setattr(contact, name, value)
            changed.append(name)
    contact.search_name = searchable(contact.name)
    needed = {ContactChannel.MAIL: contact.email, **dict.fromkeys(BY_PHONE, contact.phone)}
    if not needed.get(contact.channel, True):
        raise NoWayToReach
    return changed


def _save(contact):
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:
        if "partners_contact_name" in str(error):
            raise ContactNameTaken from error
        raise
