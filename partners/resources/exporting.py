from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from core.accounts.phones import as_typed
from core.tenancy.scope import current_ugel
from partners.models import Contact, Partner, PartnerTerritory
from partners.resources.columns import COLUMNS, OF_CONTACT
from partners.selectors.lists import WHO_DECIDES_FIRST


def partner_rows(partners: QuerySet[Partner]) -> Iterator[list]:
    """One row for each contact who speaks today, one for a partner without any; three questions in all."""
    people = Contact.objects.active().order_by(WHO_DECIDES_FIRST, "name")
    places = PartnerTerritory.objects.select_related("territory").order_by("territory__code")
    found = partners.order_by("search_name").prefetch_related(
        Prefetch("contacts", people, to_attr="speaking"), Prefetch("territories", places, to_attr="places_worked")
    )
    country = current_ugel().region.country
    for partner in found:
        of_partner = _of_partner(partner)
        for contact in partner.speaking or [None]:
            cells = of_partner | (_of_contact(contact, country) if contact else dict.fromkeys(NAMES, ""))
            yield [cells.get(column.name, "") for column in COLUMNS]


NAMES = [column.name for column in OF_CONTACT]


def _of_partner(partner) -> dict[str, str]:
    return {
        "ALIADO": partner.name,
        "SIGLAS": partner.short_name,
        "TIPO": str(partner.get_kind_display()),
        "SECTOR": str(partner.get_sector_display()) if partner.sector else "",
        "RUC": partner.ruc,
        "SIAF": partner.siaf,
        "DONDE": "; ".join(link.territory.name.title() for link in partner.places_worked),
        "DIRECCION": partner.address,
        "NOTAS": " ".join(partner.notes.split()),
        "APOYA": _("Sí") if partner.is_active else _("No"),
    }


def _of_contact(contact, country) -> dict[str, str]:
    return {
        "CONTACTO": contact.name,
        "CARGO": contact.post,
        "FUNCION": str(contact.get_role_display()),
        "CELULAR": as_typed(contact.phone, country),
        "CORREO": contact.email,
        "MEDIO": str(contact.get_channel_display()),
        "IDIOMA": str(contact.get_language_display()),
    }
