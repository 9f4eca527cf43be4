"""Two partners turn out to be one: everything of the one goes to the other, and its page points there."""

from django.db import transaction

from core.audit.services import record
from partners.models import Contact, Offer, Partner, PartnerTerritory, RecordAnswer
from partners.services.errors import PartnerWasMerged, RucsDiffer, SamePartner
from partners.signals import partner_merged

FILLED = ("short_name", "sector", "ruc", "siaf", "address")
FILLED_OF_CONTACT = ("post", "phone", "email")
MOVED = (Offer, RecordAnswer)


@transaction.atomic
def merge_partners(*, gone: Partner, kept: Partner, by) -> Partner:
    """Join `gone` into `kept`, which keeps its own facts and gains those it lacked; gives `kept` back.

    Apps above hear `partner_merged` inside the transaction; a row that still refers to `gone` afterwards is a
    programming error. Raises SamePartner, PartnerWasMerged, RucsDiffer.
    """
    if gone.pk == kept.pk:
        raise SamePartner
    # In the order of their ids: two people who merge the same pair the two ways wait for each other, once.
    rows = {one.pk: one for one in Partner.objects.select_for_update().filter(pk__in=[gone.pk, kept.pk]).order_by("pk")}
    gone, kept = rows[gone.pk], rows[kept.pk]
    if gone.merged_into_id or kept.merged_into_id:
        raise PartnerWasMerged
    if gone.ruc and kept.ruc and gone.ruc != kept.ruc:
        raise RucsDiffer
    namesakes = _move_contacts(gone, kept)
    _move_rows(gone, kept)
    _fill(gone, kept)
    partner_merged.send(sender=Partner, kept=kept, gone=gone, namesakes=namesakes, by=by)
    _check_nothing_left(gone, namesakes)
    record("partners.partner_merged", kept, by=by, name=gone.name, gone_id=gone.pk)
    record("partners.partner_merged_away", gone, by=by, name=kept.name, kept_id=kept.pk)
    return kept


def _move_contacts(gone, kept) -> dict[int, Contact]:
    """Move contacts; a namesake fills what the one of `kept` lacks and ends. By id of the one that ended."""
    there = {contact.search_name: contact for contact in kept.contacts.all()}
    namesakes = {}
    for contact in gone.contacts.all():
        known = there.get(contact.search_name)
        if known is None:
            contact.partner = kept
        else:
            _fill_contact(known, contact)
            namesakes[contact.pk] = known
            contact.is_active = False
        contact.save(update_fields=["partner", "is_active"])
    return namesakes


def _fill_contact(known, contact):
    lacking = [name for name in FILLED_OF_CONTACT if not getattr(known, name) and getattr(contact, name)]
    for name in lacking:
        setattr(known, name, getattr(contact, name))
    if known.channel == "none" and contact.channel != "none":
        known.channel = contact.channel
        lacking.append("channel")
    if lacking:
        known.version += 1
        known.save(update_fields=[*lacking, "version"])


def _move_rows(gone, kept):
    for model in MOVED:
        model.objects.filter(partner=gone).update(partner=kept)
    Partner.objects.filter(merged_into=gone).update(merged_into=kept)
    new = set(gone.territories.values_list("territory_id", flat=True)) - set(
        kept.territories.values_list("territory_id", flat=True)
    )
    gone.territories.all().delete()
    PartnerTerritory.objects.bulk_create(PartnerTerritory(partner=kept, territory_id=pk) for pk in sorted(new))


def _fill(gone, kept):
    facts = {name: getattr(kept, name) or getattr(gone, name) for name in FILLED}
    kept_notes = "\n".join(notes for notes in (kept.notes, gone.notes) if notes)[:2000]
    kept.is_active = kept.is_active or gone.is_active
    gone.ruc, gone.is_active, gone.merged_into = "", False, kept
    gone.version += 1
    gone.save()  # first: it lets the RUC go
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.search_short_name = kept.search_short_name or gone.search_short_name
    kept.notes = kept_notes
    kept.version += 1
    kept.save()


def _check_nothing_left(gone, namesakes):
    for relation in Partner._meta.related_objects:
        left = relation.related_model._default_manager.filter(**{relation.field.name: gone})
        if relation.related_model is Contact:
            left = left.exclude(pk__in=namesakes)
        if left.exists():
            name = f"{relation.related_model._meta.label}.{relation.field.name}"
            raise RuntimeError(
                f"Partner merge: {name} still points at the partner that went; listen to partner_merged."
            )
