from django.dispatch import receiver

from partners.signals import partner_merged
from transport.models import Vehicle


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, **kwargs) -> None:
    """What a partner carries pupils with is the other's once they are one."""
    Vehicle.objects.filter(partner=gone).update(partner=kept)
