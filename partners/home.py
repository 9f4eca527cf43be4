"""What of the partners needs somebody today, the step of a new UGEL, and what the search finds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.strategies.registry import FirstStep, Found, HomeCount, Search
from partners import permissions
from partners.models import Partner
from partners.selectors import lists

LIST = "partners:partner_list"
COUNTS = [
    HomeCount(
        "partners.without_contact",
        lambda request: lists.without_contact(Partner.objects.all()),
        lambda count: ngettext("aliado sin contacto", "aliados sin contacto", count),
        well=_("Cada aliado tiene a quien llamar"),
        url_name=LIST,
        query="missing=contact",
        permission=permissions.WRITE,
        order=55,
    ),
    HomeCount(
        "partners.unreachable",
        lambda request: lists.unreachable(Partner.objects.all()),
        lambda count: ngettext(
            "aliado con un contacto sin medio de aviso", "aliados con un contacto sin medio de aviso", count
        ),
        well=_("Cada contacto tiene por donde recibir avisos"),
        url_name=LIST,
        query="missing=channel",
        permission=permissions.WRITE,
        order=56,
    ),
]
FIRST_PARTNERS = FirstStep(
    "partners.first",
    order=40,
    label=_("Registre a sus aliados"),
    why=_(
        "El cuartel, la mina, las municipalidades, la red de salud: a quién llamar y quién autoriza. "
        "Puede cargarlos desde la planilla que ya tiene."
    ),
    facts=Partner.objects.all,
    url_name=LIST,
    permission=permissions.WRITE,
)


def found_partners(request, text):
    """Those who help first."""
    return lists.search(Partner.objects.not_merged(), text).order_by("-is_active", "search_name")


def found_line(partner) -> Found:
    return Found(partner.name, partner.get_absolute_url(), str(partner.get_kind_display()), partner.status)


SEARCH = Search("partners", _("Aliados"), found_partners, found_line, permissions.VIEW, url_name=LIST, order=40)
