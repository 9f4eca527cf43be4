"""Who speaks in the demo, and the two things they do most: promise and say what came."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from commitments import services
from commitments.demo.pictures import classroom
from commitments.enums import Channel, EvidenceKind, Outcome, Promiser
from commitments.models import Commitment
from commitments.models.evidence import OWNER
from commitments.services import Voice
from core.files.services import mark_shareable, store_image
from core.strategies.demo import Demo
from needs.models import Need
from partners.enums import ContactChannel
from partners.models import Contact, Partner
from schools.enums import Party
from schools.models import SchoolStaff


@dataclass
class Story:
    """The demo being told: schools in a fixed order, partners by a word of their name, and who speaks."""

    demo: Demo
    schools: list
    partners: list[Partner]
    contacts: dict[int, Contact] = field(default_factory=dict)

    @property
    def specialist(self):
        return self.demo.people["specialist"]

    @property
    def head(self):
        return self.demo.people["head"]

    def ago(self, days: int) -> datetime:
        return timezone.now() - timedelta(days=days)

    def day(self, days: int) -> date:
        return self.demo.today - timedelta(days=days)

    def partner(self, at: int) -> Partner:
        return self.partners[at % len(self.partners)]

    def voice(self, partner: Partner) -> Voice:
        """Whoever speaks for a partner: by their link where they have a channel, else written down by the UGEL."""
        contact = self.contacts.get(partner.pk)
        if contact and contact.channel != ContactChannel.NONE:
            return Voice.of_contact(contact)
        told = {"party": Party.PROMISER, "recorded_by": self.specialist, "channel": Channel.LETTER}
        return Voice.on_behalf(contact=contact, name=f"Secretaría de {partner}", **told)

    def school_voice(self, school) -> Voice:
        """The director where one is assigned, else the guardian of the demo."""
        staff = SchoolStaff.objects.on(None).filter(school=school).select_related("user").order_by("-is_head").first()
        if staff:
            return Voice.of_user(staff.user, Party.SCHOOL)
        return self.guardian

    @property
    def guardian(self) -> Voice:
        return Voice.of_user(self.demo.people["guardian"], Party.GUARDIAN)

    @property
    def ugel(self) -> Voice:
        return Voice.of_user(self.specialist, Party.UGEL)


def promise(story: Story, *, at: int, school: int, days: int, is_confirmed: bool = True, **told: Any) -> Commitment:
    """One promise of the `at`-th partner to the `school`-th school, `days` ago, and a week later confirmed."""
    partner = story.partner(at)
    made = services.make_commitment(
        school=story.schools[school],
        promiser=Promiser.PARTNER,
        partner=partner,
        by=story.specialist,
        at=story.ago(days),
        **told,
    )
    if not is_confirmed:
        return made
    return services.confirm(commitment=made, version=1, voice=story.voice(partner), at=story.ago(days - 7))


def say(story: Story, commitment: Commitment, voice: Voice, quantity: int, *, of: int = 0, days: int, note: str = ""):
    instalment = commitment.instalments.in_order()[of]
    outcome = Outcome.NOT if not quantity else Outcome.DELIVERED
    if 0 < quantity < instalment.quantity * Decimal("0.8"):
        outcome = Outcome.PARTLY
    services.attest(
        instalment=instalment,
        voice=voice,
        outcome=outcome,
        quantity=Decimal(quantity),
        seen_date=story.day(days),
        note=note,
        at=story.ago(days),
    )


def show(story: Story, commitment: Commitment, *, before: bool = True) -> None:
    """Photos of the same wall before and after, looked at by the head: no faces, so they may be shared."""
    for kind in (EvidenceKind.BEFORE, EvidenceKind.AFTER) if before else (EvidenceKind.AFTER,):
        upload = classroom(kind, seed=commitment.number)
        told = {"owner": OWNER, "by": story.specialist, "school_id": commitment.school_id}
        stored = mark_shareable(stored=store_image(upload, **told), is_shareable=True, by=story.head)
        services.add_evidence(commitment=commitment, stored=stored, kind=kind)


def needs_of(school):
    return list(Need.objects.open().filter(school=school).order_by("number")[:1])
