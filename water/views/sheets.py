"""A month of all schools, taken as a workbook, filled in and sent back."""

import io
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from schools.views.downloads import XLSX
from water import permissions, resources
from water.forms import SheetForm
from water.selectors.months import days_to_fill
from water.views.lists import asked_month

SHOWN_REFUSALS = 30


@access(permissions.MANAGE)
def sheet_download(request):
    """A row for each school and school day of the month that came."""
    month, out = asked_month(request), io.BytesIO()
    resources.write_month(out, days_to_fill(month))
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="agua-por-llenar-{month:%Y-%m}.xlsx"'
    return response


@access(permissions.MANAGE)
@accepts_once("water.sheet")
def sheet(request):
    """Take the sheet, fill it in, send it back."""
    month = asked_month(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    taken = done(form, lambda told: resources.take_sheet(rows=resources.rows_of(told["sheet"]), by=request.user))
    if taken:
        for number, why in taken.refused[:SHOWN_REFUSALS]:
            messages.warning(request, _("Fila %(number)d: %(why)s") % {"number": number, "why": why})
        words = ngettext("Quedó anotado %(n)d día.", "Quedaron anotados %(n)d días.", taken.said) % {"n": taken.said}
        return request.submission.received(to=reverse("water:month") + f"?mes={month:%Y-%m}", words=words)
    before = (month - timedelta(days=1)).replace(day=1)
    return htmx.form(request, "water/sheet.html", form=form, month=month, before=before)
