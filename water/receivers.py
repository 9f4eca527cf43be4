from django.dispatch import receiver

from partners.signals import partner_merged
from water.models import Delivery, Tanker


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, **kwargs) -> None:
    """What a supplier brought, and with which authorisation, is the other's once they are one."""
    for rows in (Delivery.objects, Tanker.objects):
        rows.filter(partner=gone).update(partner=kept)
