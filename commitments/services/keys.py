"""Links for people without an account: bound to a person and to promises, expiring, revocable, slow to guess."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Instalment, KeyPromise, PartnerKey
from core.access.links import LinkEnded, PersonalLinks
from core.audit.services import record
from core.tenancy.errors import DomainError
from partners.models import Contact

LINKS = PersonalLinks("commitments.keys", "/c/{}/".format)
token_of, printed_token, path_of = LINKS.token_of, LINKS.printed_token, LINKS.path_of
# Long enough to answer on paper first; afterwards whoever delivered may still say so.
SHORTEST, AFTER_LAST_DATE = timedelta(days=90), timedelta(days=60)


class NotOfThisPartner(DomainError):
    message = _("Esa persona no es de quien promete. Elija un contacto del aliado.")


@transaction.atomic
def issue_key(*, contact: Contact, commitments: Iterable[Commitment], by=None) -> PartnerKey:
    """A link of this person to these promises; the one they already hold, where it opens them all for long enough.

    Raises NotOfThisPartner.
    """
    commitments = list(commitments)
    if not commitments or any(one.partner_id != contact.partner_id for one in commitments):
        raise NotOfThisPartner
    Contact.objects.select_for_update().get(pk=contact.pk)
    ids, needed = {one.pk for one in commitments}, _expiry(commitments)
    for held in PartnerKey.objects.opening().filter(contact=contact, expires_at__gte=needed - timedelta(days=30)):
        if ids <= set(held.promises.values_list("commitment_id", flat=True)):
            return held
    key = PartnerKey.objects.create(contact=contact, issued_by=by, expires_at=needed)
    KeyPromise.objects.bulk_create(KeyPromise(key=key, commitment_id=pk) for pk in sorted(ids))
    record("commitments.link_issued", contact.partner, by=by, contact=contact.name)
    return key


@transaction.atomic
def revoke_key(*, key: PartnerKey, by) -> PartnerKey:
    """End a link at once: it was lost, or somebody else has it. Again changes nothing."""
    key = PartnerKey.objects.select_for_update(of=("self",)).select_related("contact__partner").get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by = timezone.now(), by
        key.save(update_fields=["revoked_at", "revoked_by"])
        record("commitments.link_revoked", key.contact.partner, by=by, contact=key.contact.name)
    return key


def opened_key(token: str, *, address: str) -> PartnerKey:
    """The key behind a token, for a visitor from `address`; reads only.

    Raises TooManyWrongCodes, LinkUnknown, LinkEnded (also when the person no longer speaks for the partner).
    """
    key = LINKS.row_behind(token, PartnerKey.objects.select_related("contact__partner"), address=address)
    if not key.opens or not key.contact.speaks_today:
        raise LinkEnded
    return key


def _expiry(commitments) -> datetime:
    last = Instalment.objects.filter(commitment__in=commitments).aggregate(last=Max("due_date"))["last"]
    shortest = timezone.now() + SHORTEST
    if last is None:
        return shortest
    return max(shortest, timezone.make_aware(datetime.combine(last, time.max)) + AFTER_LAST_DATE)
