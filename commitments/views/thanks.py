"""Thanks on paper: issued on the partner's page of the UGEL, taken from there and behind the partner's link."""

import io
import json
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commitments import permissions, services
from commitments.enums import ThanksKind
from commitments.models import Thanks
from commitments.selectors.thanks import current_thanks, thanks_page
from commitments.views.door import door
from core.access.decorators import access
from core.documents.models import PaperContent
from core.documents.views.papers import pdf_answer
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from partners.models import Partner
from schools.resources import write_workbook
from schools.views.downloads import XLSX

PAGE = 25


@access(permissions.MANAGE)
def partner_thanks(request, pk):
    """What this partner can be thanked for, by year and by promise, and the papers in force."""
    partner = get_object_or_404(Partner, pk=pk)
    shown = thanks_page(partner)
    page = Paginator(shown.promises, PAGE).get_page(request.GET.get("page"))
    return render(request, "commitments/partner_thanks.html", {"partner": partner, "shown": shown, "page": page})


@access(permissions.THANK)
@require_POST
@accepts_once("commitments.thank_year")
def thanks_for_year(request, pk, year):
    partner = get_object_or_404(Partner, pk=pk)
    return _issued(request, partner, lambda: services.thank_for_year(partner=partner, year=year, by=request.user))


@access(permissions.THANK)
@require_POST
@accepts_once("commitments.thank_promise")
def thanks_for_promise(request, pk, group):
    partner = get_object_or_404(Partner, pk=pk)
    return _issued(
        request,
        partner,
        lambda: [services.thank_for_promise(partner=partner, group_number=group, by=request.user)],
    )


def _issued(request, partner, act):
    """Issue and go back to the tab with the papers in force, or with why there are none."""
    to = reverse("commitments:partner_thanks", args=[partner.pk])
    try:
        papers = act()
    except DomainError as error:
        messages.error(request, error)
        return redirect(to)
    names = ", ".join(str(one.document) for one in papers)
    return request.submission.received(partner, to=to, words=_("Vigente: %(papers)s.") % {"papers": names})


@access(permissions.MANAGE)
@require_safe
def thanks_sheet(request, pk):
    """«Nuestro aporte del año» as a workbook."""
    return _workbook(get_object_or_404(Thanks, pk=pk, kind=ThanksKind.CONTRIBUTION))


@door
@require_safe
def door_thanks(request, key):
    """The papers that thank this partner, for its own files."""
    context = {"key": key, "token": services.token_of(key), "papers": current_thanks(key.contact.partner)}
    return render(request, "commitments/door/thanks.html", context)


@door
@require_safe
def door_thanks_file(request, key, pk):
    return pdf_answer(_of_partner(key, pk).document)


@door
@require_safe
def door_thanks_sheet(request, key, pk):
    return _workbook(_of_partner(key, pk, kind=ThanksKind.CONTRIBUTION))


def _of_partner(key, pk, **of) -> Thanks:
    rows = Thanks.objects.select_related("document")
    return get_object_or_404(rows, pk=pk, partner=key.contact.partner_id, **of)


def _workbook(thanks):
    """The figures as they were frozen, whatever became of the promises since."""
    content = json.loads(PaperContent.objects.values_list("snapshot", flat=True).get(document=thanks.document_id))
    out = io.BytesIO()
    rows = [*map(_row, content["lines"]), _totals(content["totals"])]
    write_workbook(out, _header(content["currency"]), rows, sheet_name=str(content["year"]))
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="aporte-{content["year"]}-{thanks.partner_id}.xlsx"'
    return response


def _header(currency) -> list[str]:
    return [
        *(_("N.º"), _("Qué se entregó"), _("Para"), _("Distrito"), _("Entregas"), _("Cantidad"), _("Unidad")),
        *(_("Primera fecha"), _("Última fecha"), _("Estudiantes de la escuela")),
        _("Valor en %(currency)s") % {"currency": currency},
    ]


def _row(line) -> list:
    unknown = _("sin dato")
    return [
        *(line["number"], line["what"], line["place"], line["district"], line["deliveries"]),
        *(Decimal(line["quantity"]), line["unit"], date.fromisoformat(line["first_date"])),
        date.fromisoformat(line["last_date"]),
        unknown if line["pupils"] is None else line["pupils"],
        unknown if line["value"] is None else Decimal(line["value"]),
    ]


def _totals(totals) -> list:
    unknown = _("sin dato")
    return [
        *("", _("Total de lo conocido, cada escuela una vez"), "", "", totals["deliveries"], "", "", "", ""),
        unknown if totals["pupils"] is None else totals["pupils"],
        unknown if totals["value"] is None else Decimal(totals["value"]),
    ]
