from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from schools.views.downloads import XLSX
from transport import permissions, resources, selectors, services
from transport.forms import SheetForm
from transport.selectors.days import month_days
from transport.views.finding import asked_day


def _board(request) -> dict:
    """The month of the address, which says its first day or any other."""
    month = asked_day(request, "mes").replace(day=1)
    lanes = selectors.board_of(month.year, month.month)
    lost = [lane.lost for lane in lanes if lane.lost is not None]
    return {
        "month": month,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": (month + timedelta(days=32)).replace(day=1),
        "days": month_days(month.year, month.month),
        "lanes": lanes,
        "ran": sum(lane.ran for lane in lanes),
        "absent": sum(lane.absent for lane in lanes),
        "unknown": sum(lane.unknown for lane in lanes),
        "lost": sum(lost) if lost else None,
    }


@access(permissions.VIEW)
def month_show(request):
    """Every leg of the UGEL day by day."""
    return render(request, "transport/month_show.html", _board(request))


@access(permissions.VIEW)
def month_print(request):
    """The same month on paper."""
    paper_line = _("Transporte escolar")
    context = {**_board(request), "ugel": request.ugel, "paper_line": paper_line}
    return render(request, "transport/print/month.html", context)


@access(permissions.SAY)
def month_sheet(request):
    """The month as a workbook to fill in and send back: of the UGEL, or of one's own schools."""
    month = asked_day(request, "mes")
    lanes = resources.lanes_for(request, month)
    response = HttpResponse(resources.workbook_of(lanes, month), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="transporte-{month:%Y-%m}.xlsx"'
    return response


@access(permissions.SAY)
@accepts_once("transport.month_sheet")
def month_load(request):
    """The filled-in workbook: each leg's row is taken or refused on its own, with its reason."""
    form = SheetForm(request.POST or None, request.FILES or None)
    refused: list[tuple[int, str]] = []
    if form.is_valid():
        try:
            said, refused = services.take_sheet(
                rows=resources.rows_of(form.cleaned_data["sheet"]),
                school_ids=resources.own_schools(request),
                by=request.user,
            )
        except DomainError as error:
            form.add_error("sheet", str(error))
        else:
            if said:
                return _received(request, said, refused)
            form.add_error(None, _nothing_taken(refused))
    return htmx.form(request, "transport/month_load.html", form=form, refused=refused, month=asked_day(request, "mes"))


def _nothing_taken(refused) -> str:
    if refused:
        return _("No se anotó nada. Corrija lo que dice cada fila y vuelva a subirla.")
    return _("Ninguna fila dice algo nuevo. Llene los días que faltan y vuelva a subirla.")


def _received(request, said: int, refused):
    for number, sentence in refused:
        messages.warning(request, _("Fila %(number)d: %(why)s") % {"number": number, "why": sentence})
    words = ngettext("%(n)d viaje anotado.", "%(n)d viajes anotados.", said) % {"n": said}
    # Whoever speaks for one school has no page of the whole UGEL to come back to.
    to = reverse("transport:month_show" if request.allows(permissions.VIEW) else "home")
    return request.submission.received(to=to, words=words)
