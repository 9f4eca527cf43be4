from django.db import transaction

from core.audit.services import record
from partners.models import Offer, Partner
from partners.services.partners import locked


@transaction.atomic
def record_offer(*, partner: Partner, by, **told) -> Offer:
    """Write down what a partner says it can give; `told` are the fields of Offer a person fills."""
    offer = Offer.objects.create(partner=locked(partner), **told)
    record("partners.offer_recorded", offer.partner, by=by, description=offer.description)
    return offer


@transaction.atomic
def correct_offer(*, offer: Offer, by, **told) -> Offer:
    offer = _held(offer)
    changed = [name for name, value in told.items() if getattr(offer, name) != value]
    if changed:
        for name in changed:
            setattr(offer, name, told[name])
        offer.save(update_fields=changed)
        record("partners.offer_corrected", offer.partner, by=by, description=offer.description, fields=changed)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by) -> Offer:
    """It no longer holds; undone by reopen_offer."""
    return _set_active(offer, False, "partners.offer_withdrawn", by)


@transaction.atomic
def reopen_offer(*, offer: Offer, by) -> Offer:
    return _set_active(offer, True, "partners.offer_reopened", by)


def _set_active(offer, is_active, verb, by):
    offer = _held(offer)
    if offer.is_active != is_active:
        offer.is_active = is_active
        offer.save(update_fields=["is_active"])
        record(verb, offer.partner, by=by, description=offer.description)
    return offer


def _held(offer) -> Offer:
    return Offer.objects.select_for_update(of=("self",)).select_related("partner").get(pk=offer.pk)
