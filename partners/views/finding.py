from django.shortcuts import get_object_or_404

from partners.models import Contact, Offer, Partner


def partner_or_404(pk) -> Partner:
    return get_object_or_404(Partner.objects.select_related("merged_into", "created_by"), pk=pk)


def open_partner_or_404(pk) -> Partner:
    """One that may still be changed: not merged into another."""
    return get_object_or_404(Partner.objects.not_merged(), pk=pk)


def contact_or_404(pk) -> Contact:
    return get_object_or_404(Contact.objects.select_related("partner"), pk=pk, partner__merged_into=None)


def offer_or_404(pk) -> Offer:
    return get_object_or_404(Offer.objects.select_related("partner"), pk=pk, partner__merged_into=None)
