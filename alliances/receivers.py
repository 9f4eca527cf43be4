from django.dispatch import receiver

from alliances.models import AllianceParty
from partners.signals import partner_merged


@receiver(partner_merged)
def follow_merged_partner(sender, kept, gone, **kwargs) -> None:
    """Alliances of a partner that was joined to another are the other's; one that names both names it once."""
    both = AllianceParty.objects.filter(partner=kept).values("alliance")
    AllianceParty.objects.filter(partner=gone, alliance__in=both).delete()
    AllianceParty.objects.filter(partner=gone).update(partner=kept)
