from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from core.access.decorators import access
from partners import permissions
from partners.enums import PartnerState
from partners.filters import PartnerFilter
from partners.models import Partner
from partners.selectors.likeness import twins
from partners.selectors.lists import partner_counts, with_list_columns
from partners.selectors.records import open_promises, promises_are_known
from partners.tables import PartnerTable

PARTNERS_A_PAGE = 25


@access(permissions.VIEW)
def partner_list(request):
    """Those who help first; what is missing of them stands above."""
    found = asked_partners(request)
    shows_promises = promises_are_known() and request.allows(permissions.VIEW_RECORD)
    table = PartnerTable(with_list_columns(found.qs), promises=open_promises() if shows_promises else None)
    RequestConfig(request, paginate={"per_page": PARTNERS_A_PAGE, "silent": True}).configure(table)
    counts = partner_counts()
    context = {"table": table, "filter": found, "counts": counts}
    if request.allows(permissions.WRITE):
        register = {"label": _("Registrar un aliado"), "url": reverse("partners:partner_create"), "icon": "plus"}
        context["action" if counts["all"] else "first"] = register
    if counts["all"]:
        context["actions"] = _actions(request)
    return render(request, "partners/partner_list.html", context)


def asked_partners(request) -> PartnerFilter:
    """What the address asks for; those who still help where it says nothing."""
    asked = request.GET.copy()
    asked.setdefault("state", PartnerState.ACTIVE.value)
    return PartnerFilter(asked, queryset=Partner.objects.not_merged(), request=request)


@access(permissions.WRITE)
def partner_twins(request):
    """Pairs that may be one organisation under two spellings."""
    return render(request, "partners/partner_twins.html", {"pairs": twins()})


def _actions(request):
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    actions = [
        {"label": label, "url": reverse("partners:partner_export", args=[kind]) + query, "icon": icon}
        for kind, label, icon in (("xlsx", "Excel", "file-spreadsheet"), ("csv", "CSV", "download"))
    ]
    if request.allows(permissions.WRITE):
        actions += [
            {"label": _("Cargar planilla"), "url": reverse("partners:sheet_upload"), "icon": "upload"},
            {"label": _("Posibles repetidos"), "url": reverse("partners:partner_twins"), "icon": "copy"},
        ]
    return actions
