from django.dispatch import receiver

from dialogues.models import Agreement, Attendance
from partners.signals import partner_merged


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, namesakes, **kwargs) -> None:
    """What a partner agreed is the other's once they are one; who spoke for both came once."""
    Agreement.objects.filter(partner=gone).update(partner=kept)
    for old_id, contact in namesakes.items():
        there = Attendance.objects.filter(contact=contact).values("session")
        Attendance.objects.filter(contact=old_id, session__in=there).update(contact=None)
        Attendance.objects.filter(contact=old_id).update(contact=contact)
