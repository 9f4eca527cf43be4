from django.dispatch import receiver

from commitments import services
from commitments.enums import ENDINGS, CommitmentState, EvidenceKind
from commitments.models import Attestation, Commitment, Confirmation, PartnerKey, Thanks, Version
from commitments.models.evidence import ATTEST_FORM, DELIVERY_FORM, ON_BEHALF_FORM, OWNER
from commitments.services import telling
from commitments.signals import commitment_changed
from core.files.attachments import ArrivedFile, attaches
from core.files.models import FileKind
from partners.signals import partner_merged

KINDS = {"before": EvidenceKind.BEFORE, "after": EvidenceKind.AFTER}


NOTHING_LEFT_TO_SAY = ENDINGS | {CommitmentState.DELIVERED, CommitmentState.OBSERVED, CommitmentState.VERIFIED}
FIELDS = dict.fromkeys(KINDS, FileKind.IMAGE)


@attaches(ATTEST_FORM, owner=OWNER, fields=FIELDS)
@attaches(ON_BEHALF_FORM, owner=OWNER, fields=FIELDS)
@attaches(DELIVERY_FORM, owner=OWNER, fields=FIELDS)
def attach_arrived_photo(file: ArrivedFile) -> None:
    """A photo that came with a statement, or after it."""
    said = Attestation.objects.select_related("commitment", "instalment").get(pk=file.made_id)
    services.add_evidence(
        commitment=said.commitment,
        instalment=said.instalment,
        attestation=said,
        stored=file.keep(school_id=said.commitment.school_id),
        kind=KINDS[file.field],
    )


@receiver(commitment_changed)
def call_off_what_no_longer_holds(sender, commitment, after, **kwargs) -> None:
    """Nobody is reminded of what came or will not come."""
    if after in NOTHING_LEFT_TO_SAY:
        telling.call_off_reminders(commitment)


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, namesakes, **kwargs) -> None:
    """Promises of a partner that was joined to another are the other's; who spoke for both is one person."""
    for model in (Commitment, Thanks):
        model.objects.filter(partner=gone).update(partner=kept)
    for old_id, contact in namesakes.items():
        for spoken in (Attestation, Confirmation):
            spoken.objects.filter(contact=old_id).update(contact=contact, person=f"contact:{contact.pk}")
        for held in (Version, PartnerKey):
            held.objects.filter(contact=old_id).update(contact=contact)
