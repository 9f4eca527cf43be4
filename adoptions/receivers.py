from django.dispatch import receiver

from adoptions.models import DAY_FORM, OWNER, Adoption, Holder, Recognition, WorkDay
from adoptions.services import keep_photo
from core.files.attachments import ArrivedFile, attaches
from core.files.models import FileKind
from partners.signals import partner_merged


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, namesakes, **kwargs) -> None:
    """What a unit adopted is the other's once they are one, and who coordinated goes on under one name."""
    for rows in (Adoption.objects, Holder.objects, Recognition.objects):
        rows.filter(partner=gone).update(partner=kept)
    for old_id, contact in namesakes.items():
        for rows in (Adoption.objects, Holder.objects):
            rows.filter(contact=old_id).update(contact=contact)


@attaches(DAY_FORM, owner=OWNER, fields={"photos": FileKind.IMAGE})
def attach_day_photo(file: ArrivedFile) -> None:
    day = WorkDay.objects.select_related("adoption").get(pk=file.made_id)
    keep_photo(day=day, keep=lambda: file.keep(school_id=day.adoption.school_id))
