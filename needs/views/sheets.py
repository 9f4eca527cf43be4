from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from needs import permissions, selectors
from needs.forms import ColumnsForm, SheetForm, WordsForm
from needs.models import NeedImport
from needs.resources import NeedResource
from needs.services import imports
from needs.views.lists import asked_needs
from schools.views.downloads import XLSX

ROWS_A_PAGE = 50
IMPORTS_SHOWN = 10


@access(permissions.VIEW)
def need_export(request, kind):
    """The list as it is filtered, as XLSX or CSV, in the columns it can be loaded with."""
    needs = asked_needs(request).qs.order_by("number")
    table = NeedResource().export(needs.select_related("school"))
    name = f"necesidades-{request.ugel.code}-{timezone.localdate():%Y%m%d}.{kind}"
    content = table.export("xlsx") if kind == "xlsx" else "\ufeff" + table.export("csv", delimiter=";")
    response = HttpResponse(content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access(permissions.IMPORT)
@accepts_once("needs.import")
def import_new(request):
    """The specialist's own sheet, whatever its columns are called."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            sheet = imports.receive_sheet(upload=form.cleaned_data["sheet"], by=request.user)
        except DomainError as error:
            form.add_error("sheet", error)
        else:
            count = len(sheet.rows)
            words = ngettext(
                "Leímos %(n)d fila. Diga qué es cada columna.", "Leímos %(n)d filas. Diga qué es cada columna.", count
            )
            to = reverse("needs:import_columns", args=[sheet.pk])
            return request.submission.received(sheet, to=to, words=words % {"n": count})
    earlier = NeedImport.objects.defer("rows").select_related("created_by").order_by("-pk")[:IMPORTS_SHOWN]
    return htmx.form(request, "needs/import_new.html", form=form, earlier=earlier)


@access(permissions.IMPORT)
@accepts_once("needs.import_columns")
def import_columns(request, pk):
    """What each column is: guessed, corrected, remembered."""
    sheet = _import(pk)
    form = ColumnsForm(request.POST or None, sheet=sheet)
    if form.is_valid():
        try:
            imports.choose_columns(sheet=sheet, columns=form.cleaned_data["columns"], by=request.user)
        except DomainError as error:
            form.add_error(None, error)
        else:
            return request.submission.received(sheet, to=_after_columns(sheet.pk), is_step=True)
    return htmx.form(request, "needs/import_columns.html", form=form, sheet=sheet)


@access(permissions.IMPORT)
@accepts_once("needs.import_words")
def import_words(request, pk):
    """What the sheet's own words mean, and which school an unclear name is."""
    sheet = _import(pk)
    form = WordsForm(request.POST or None, sheet=sheet)
    if form.is_valid():
        try:
            imports.choose_words(sheet=sheet, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error)
        else:
            return request.submission.received(sheet, to=sheet.get_absolute_url(), is_step=True)
    return htmx.form(request, "needs/import_words.html", form=form, sheet=sheet)


@access(permissions.IMPORT)
def import_detail(request, pk):
    """Every row with its sentence before anything is registered; afterwards, what came of it."""
    sheet = _import(pk)
    if not sheet.is_open:
        return render(request, "needs/import_done.html", {"sheet": sheet, "needs": _needs_of(request, sheet)})
    reading = selectors.read_rows(sheet)
    state = request.GET.get("ver", "")
    rows = reading.of(state) if state in selectors.ROW_STATES else reading.rows
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"sheet": sheet, "counts": reading.counts, "page": page, "chips": _chips(reading, state)}
    return render(request, "needs/import_detail.html", context)


@access(permissions.IMPORT)
@require_POST
@accepts_once("needs.import_confirm")
def import_confirm(request, pk):
    """Whole, or the understood rows only, as the person pressed."""
    sheet = _import(pk)
    try:
        imports.confirm_import(sheet=sheet, with_errors="valid_only" in request.POST, by=request.user)
    except DomainError as error:
        messages.error(request, error)
        return redirect(sheet)
    job = enqueue("needs.apply_import", by=request.user, import_id=sheet.pk)
    return request.submission.received(sheet, to=job.get_absolute_url())


@access(permissions.IMPORT)
@accepts_once("needs.import_undo")
def import_undo(request, pk):
    """Asked first; what somebody answered meanwhile stays."""
    sheet = _import(pk)
    if request.method == "POST":
        try:
            undone = imports.undo_import(sheet=sheet, by=request.user)
        except DomainError as error:
            messages.error(request, error)
            return redirect(sheet)
        count = undone.withdrawn
        words = ngettext("Se retiró %(n)d necesidad.", "Se retiraron %(n)d necesidades.", count) % {"n": count}
        return request.submission.received(sheet, words=words)
    return render(request, "needs/import_undo.html", {"sheet": sheet})


def _import(pk) -> NeedImport:
    return get_object_or_404(NeedImport.objects.select_related("created_by", "applied_by", "undone_by"), pk=pk)


def _after_columns(pk) -> str:
    """Straight to the preview where every word and name is understood."""
    sheet = _import(pk)
    is_clear = selectors.read_rows(sheet).counts[selectors.REFUSED] == 0
    return sheet.get_absolute_url() if is_clear else reverse("needs:import_words", args=[pk])


def _needs_of(request, sheet):
    needs = sheet.needs.select_related("school__district").order_by("number")
    return Paginator(selectors.with_score(needs), ROWS_A_PAGE).get_page(request.GET.get("page"))


def _chips(reading, state):
    labels = {
        "": _("Todas: %(n)s"),
        selectors.NEW: _("Nuevas: %(n)s"),
        selectors.KNOWN: _("Ya registradas: %(n)s"),
        selectors.REFUSED: _("No se entienden: %(n)s"),
    }
    counts = {"": len(reading.rows), **reading.counts}
    return [
        {"label": label % {"n": counts.get(key, 0)}, "url": f"?ver={key}", "is_current": key == state}
        for key, label in labels.items()
    ]
