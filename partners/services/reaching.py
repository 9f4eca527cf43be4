from core.notifications.services import Recipient
from partners.enums import ContactChannel
from partners.models import Contact


def recipient_of(contact: Contact) -> Recipient:
    """How a contact is told something: by the channel and in the language they chose; without one, not at all."""
    is_mail, is_none = (contact.channel == one for one in (ContactChannel.MAIL, ContactChannel.NONE))
    return Recipient(
        name=contact.name,
        email=contact.email if is_mail else "",
        phone="" if is_mail or is_none else str(contact.phone or ""),
        language=contact.language,
    )
