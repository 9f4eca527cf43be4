"""Forty deliveries a month: a partner takes them as a workbook, fills it in and sends it back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commitments import resources, selectors, services
from commitments.forms import SheetForm
from commitments.resources import RowRefused
from commitments.services import Voice
from commitments.views.door import door, render_form, show_address
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from schools.views.downloads import XLSX


@door
@require_safe
def door_sheet_download(request, key):
    """What is still to deliver, one row each."""
    rows = list(selectors.open_instalments(key))
    response = HttpResponse(resources.workbook_of(rows, _marks(key, rows)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="entregas-{key.contact.partner_id}.xlsx"'
    return response


@door
@accepts_once("commitments.partner_sheet")
def door_sheet(request, key):
    """The filled-in workbook: each row is taken or refused on its own."""
    form = SheetForm(request.POST or None, request.FILES or None)
    refused: list[tuple[int, str]] = []
    if form.is_valid():
        try:
            said, refused = _take(key, form)
        except DomainError as error:
            form.add_error("sheet", str(error))
        else:
            if said:
                return _received(request, key, said, refused)
            form.add_error(None, _("Ninguna fila dice algo nuevo. Llene la columna RESULTADO de lo que entregó."))
    return render_form(request, key, form, _("Responder en Excel"), takes_files=True, refused=refused, has_sheet=True)


def _received(request, key, said, refused):
    """What was taken stays; the rows that were not are listed on the next page."""
    for number, sentence in refused:
        messages.warning(request, _("Fila %(number)d: %(why)s") % {"number": number, "why": sentence})
    words = ngettext("Recibimos %(n)d entrega.", "Recibimos %(n)d entregas.", said) % {"n": said}
    return request.submission.received(key, to=show_address(key), words=words)


def _take(key, form) -> tuple[int, list[tuple[int, str]]]:
    """How many rows were taken, and (row, why) of each that was not."""
    voice = Voice.of_contact(key.contact, **form.signature)
    found = {str(one.pk): one for one in selectors.open_instalments(key)}
    marks = _marks(key, found.values())
    said, refused = 0, []
    for row in resources.rows_of(form.cleaned_data["sheet"]):
        if row.is_blank:
            continue
        try:
            with transaction.atomic():
                services.attest(voice=voice, **_word(row, found, marks))
        except DomainError as error:
            refused.append((row.number, str(error)))
        else:
            said += 1
    return said, refused


def _word(row, found, marks) -> dict:
    instalment = found.get(row.instalment_id.strip())
    if instalment is None:
        raise RowRefused(_("Esta entrega ya está verificada o no es de este enlace."))
    if row.mark.strip() != marks[instalment.pk]:
        raise RowRefused(_("Esta entrega cambió después de que descargó la planilla. Descárguela otra vez."))
    return row.word(instalment)


def _marks(key, rows) -> dict[int, str]:
    last = selectors.last_words(key, rows)
    return {one.pk: resources.mark_of(one, last.get(one.pk)) for one in rows}
