from django.db import IntegrityError, transaction

from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile
from core.tenancy.scope import current_ugel
from partners.models import Partner, PartnerTerritory
from partners.readers.codes import parse_ruc
from partners.services.errors import NameTaken, PartnerWasMerged, RucTaken
from schools.readers.text import clean, searchable


@transaction.atomic
def register_partner(*, by, territories=None, **told) -> Partner:
    """Save an organisation one may ask for help.

    `told` are the fields of Partner a person fills; `territories` where it works. Raises NotARuc, NameTaken, RucTaken.
    """
    partner = Partner(created_by=by)
    _tell(partner, told)
    _save(partner)
    set_territories(partner=partner, territories=territories or ())
    record("partners.partner_registered", partner, by=by)
    return partner


@transaction.atomic
def correct_partner(*, partner: Partner, by, version: int | None = None, territories=None, **told) -> Partner:
    """Change what is known of a partner; what stays the same writes nothing.

    `version` is the one the person saw: raises ChangedMeanwhile when somebody was faster. `territories=None` leaves
    them alone. Raises NotARuc, NameTaken, RucTaken, PartnerWasMerged.
    """
    partner = locked(partner)
    if version is not None and version != partner.version:
        raise ChangedMeanwhile
    changed = _tell(partner, told)
    if territories is not None and set_territories(partner=partner, territories=territories):
        changed.append("territories")
    if changed:
        partner.version += 1
        _save(partner)
        record("partners.partner_corrected", partner, by=by, fields=changed)
    return partner


@transaction.atomic
def deactivate_partner(*, partner: Partner, by, reason: str = "") -> Partner:
    """Keep it, but ask nothing more of it; undone by reactivate_partner."""
    partner = locked(partner)
    if partner.is_active:
        partner.is_active = False
        partner.save(update_fields=["is_active"])
        record("partners.partner_deactivated", partner, by=by, reason=clean(reason)[:300])
    return partner


@transaction.atomic
def reactivate_partner(*, partner: Partner, by) -> Partner:
    """Undo deactivate_partner; raises PartnerWasMerged."""
    partner = locked(partner)
    if not partner.is_active:
        partner.is_active = True
        partner.save(update_fields=["is_active"])
        record("partners.partner_reactivated", partner, by=by)
    return partner


def set_territories(*, partner: Partner, territories) -> bool:
    """Make these (Territory) the places where a partner works; says whether anything changed."""
    wanted = {territory.pk for territory in territories}
    had = set(partner.territories.values_list("territory_id", flat=True))
    if wanted == had:
        return False
    partner.territories.filter(territory_id__in=had - wanted).delete()
    PartnerTerritory.objects.bulk_create(
        [PartnerTerritory(partner=partner, territory_id=pk) for pk in sorted(wanted - had)], ignore_conflicts=True
    )
    return True


def locked(partner: Partner) -> Partner:
    """The row as it is now, held until the transaction ends; raises PartnerWasMerged."""
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if partner.merged_into_id:
        raise PartnerWasMerged
    return partner


def _tell(partner, told) -> list[str]:
    """Set the fields a person filled; the names of those that changed."""
    if "ruc" in told:
        told["ruc"] = parse_ruc(told["ruc"], current_ugel().region.country)
    changed = []
    for name, given in told.items():
        value = clean(given) if isinstance(given, str) and name != "notes" else given
        if getattr(partner, name) != value:
            setattr(partner, name, value)
            changed.append(name)
    partner.search_name = searchable(partner.name)
    partner.search_short_name = searchable(partner.short_name)
    return changed


def _save(partner):
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError as error:
        if "partners_partner_name" in str(error):
            raise NameTaken from error
        if "partners_partner_ruc" in str(error):
            raise RucTaken from error
        raise
