"""Who speaks, and how their word reached the UGEL; every service that takes a statement takes a Voice."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import Channel, Party, Promiser, VouchedBy
from commitments.models import Commitment
from core.accounts.models import User
from core.files.models import StoredFile
from core.tenancy.errors import DomainError
from partners.models import Contact
from schools.readers.text import searchable


class NobodyNamed(DomainError):
    message = _("Escriba el nombre de la persona que lo dijo.")


class NotThePromiser(DomainError):
    message = _("Esta persona no habla por quien promete. Revise a quién anotó, o de qué aliado es el enlace.")


@dataclass(frozen=True)
class Voice:
    """One person speaking for a party; `recorded_by` wrote it down, or they themselves where they have an account."""

    party: Party
    name: str
    post: str = ""
    user: User | None = None
    contact: Contact | None = None
    recorded_by: User | None = None
    channel: Channel = Channel.HERE
    is_on_behalf: bool = False
    paper: StoredFile | None = None

    @classmethod
    def of_user(cls, user: User, party: Party) -> "Voice":
        """Somebody with an account, signed in."""
        return cls(party=party, name=user.full_name, user=user, recorded_by=user)

    @classmethod
    def of_contact(cls, contact: Contact, *, name: str = "", post: str = "") -> "Voice":
        """A partner's person through their link; `name` and `post` are what whoever pressed wrote."""
        return cls(
            party=Party.PROMISER,
            name=name.strip() or contact.name,
            post=post.strip() or contact.post,
            contact=contact,
            channel=Channel.LINK,
        )

    @classmethod
    def on_behalf(
        cls,
        *,
        party: Party,
        recorded_by: User,
        channel: Channel,
        name: str = "",
        post: str = "",
        contact: Contact | None = None,
        user: User | None = None,
        paper: StoredFile | None = None,
    ) -> "Voice":
        """Somebody who called, wrote or signed on paper, written down by the UGEL; raises NobodyNamed."""
        named = name.strip() or (contact and contact.name) or (user and user.full_name) or ""
        if not named:
            raise NobodyNamed
        return cls(
            party=party,
            name=named,
            post=post.strip() or (contact.post if contact else ""),
            user=user,
            contact=contact,
            recorded_by=recorded_by,
            channel=channel,
            is_on_behalf=True,
            paper=paper,
        )

    @property
    def person(self) -> str:
        """What tells people apart: an account, a contact, or a name written the same way."""
        if self.contact:
            return f"contact:{self.contact.pk}"
        return f"user:{self.user.pk}" if self.user else f"name:{searchable(self.name)}"

    def as_fields(self, at=None) -> dict[str, Any]:
        """The columns of a spoken row; a signed paper vouches for a word from the start."""
        at = at or timezone.now()
        return {
            "party": self.party,
            "person": self.person,
            "user": self.user,
            "contact": self.contact,
            "said_by": self.name[:120],
            "said_post": self.post[:120],
            "channel": self.channel,
            "is_on_behalf": self.is_on_behalf,
            "recorded_by": self.recorded_by,
            "paper": self.paper,
            "vouched_by": VouchedBy.PAPER if self.paper else "",
            "vouched_at": at if self.paper else None,
            "at": at,
        }


def check_speaks_for_promiser(voice: Voice, commitment: Commitment) -> None:
    """May this voice answer for who promised? Raises NotThePromiser."""
    if Promiser(commitment.promiser).counts(voice.party) != Party.PROMISER:
        raise NotThePromiser
    check_contact_is_of_partner(voice, commitment)


def check_contact_is_of_partner(voice: Voice, commitment: Commitment) -> None:
    """A contact speaks only of their own partner's promises; raises NotThePromiser."""
    if voice.contact and voice.contact.partner_id != commitment.partner_id:
        raise NotThePromiser
