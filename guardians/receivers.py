from django.db.models.signals import pre_delete
from django.dispatch import receiver

from commitments.models import Instalment
from commitments.signals import word_arriving, word_given
from core.files.attachments import ArrivedFile, attaches
from core.files.models import FileKind as StoredKind
from guardians import services
from guardians.enums import FileKind
from guardians.models import OWNER, VISIT_FORM, Visit
from partners.signals import contact_told, partner_merged
from schools.signals import import_undoing, schools_changed, staff_arriving

FIELDS = {FileKind.ARRIVED: StoredKind.IMAGE, FileKind.PLACE: StoredKind.IMAGE, FileKind.VOICE: StoredKind.AUDIO}


@receiver(word_arriving)
def refuse_tied_witness(sender, commitment, party, user, name, **kwargs) -> None:
    """Wherever a guardian speaks: not of what somebody promised to whom they are tied."""
    services.judge_witness(commitment=commitment, party=party, user=user, name=name)


@receiver(word_given)
def note_watched_delivery(sender, said, **kwargs) -> None:
    services.hear_word(said)


@receiver(pre_delete, sender=Instalment)
def call_off_dropped_delivery(sender, instance, **kwargs) -> None:
    services.forget_delivery(instance)


@receiver(schools_changed)
def follow_schools(sender, **kwargs) -> None:
    """A school that came to a territory is its guardian's from now on; one that left is not."""
    services.follow_places()


@receiver(staff_arriving)
def refuse_guardian_at_school(sender, user, **kwargs) -> None:
    """Who speaks for the community works at no school."""
    services.refuse_at_school(user)


@receiver(import_undoing)
def let_import_go(sender, padron_import, **kwargs) -> None:
    services.let_go_of_import(padron_import)


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, by, **kwargs) -> None:
    services.join_partners(kept=kept, gone=gone, by=by)


@receiver(contact_told)
def call_off_for_new_contact(sender, contact, by, **kwargs) -> None:
    services.spare_contacts([contact.partner_id], by=by)


@attaches(VISIT_FORM, owner=OWNER, fields={kind.value: stored for kind, stored in FIELDS.items()})
def attach_visit_file(file: ArrivedFile) -> None:
    visit = Visit.objects.get(pk=file.made_id)
    services.keep_file(visit=visit, kind=FileKind(file.field), keep=lambda: file.keep(school_id=visit.school_id))
