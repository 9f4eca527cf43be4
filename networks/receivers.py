from django.dispatch import receiver

from networks.models import NetworkMember
from partners.signals import partner_merged


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, namesakes, **kwargs) -> None:
    """Who sat for both partners goes on under one name; in a network where both sit, the second stays by its name."""
    for old_id, contact in namesakes.items():
        there = NetworkMember.objects.still_open().filter(contact=contact).values("network")
        NetworkMember.objects.still_open().filter(contact=old_id, network__in=there).update(contact=None)
        NetworkMember.objects.filter(contact=old_id).update(contact=contact)
