from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.documents import permissions
from core.documents.forms import LetterForm
from core.documents.models import Letter
from core.documents.selectors import letterhead
from core.documents.selectors.letters import dated, gaps_of, kind_of, letter_kinds, sheet_of, wordings_of
from core.documents.selectors.printing import sheet_context
from core.documents.services import letters as services
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError

PAGE = 25
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@access(permissions.WRITE)
def letter_list(request):
    """Drafts that have no number yet."""
    drafts = Letter.objects.drafts().select_related("created_by").order_by("-changed_at", "-id")
    page = Paginator(drafts, PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/letter_list.html", {"page": page})


@access(permissions.WRITE)
def letter_choose(request):
    """Which letter: the kinds that are about nothing in particular; the others begin at their own page."""
    kinds = [kind for kind in letter_kinds(request.allows) if kind.fill is None]
    rows = [{"kind": kind, "wordings": wordings_of(kind)} for kind in kinds]
    return render(request, "documents/letter_choose.html", {"rows": rows})


@access(permissions.WRITE)
@require_POST
@accepts_once("documents.begin")
def letter_begin(request):
    """One press from the page of a thing to its letter, filled in."""
    kind = kind_of(request.POST.get("kind", ""))
    if kind is None or (kind.permission and not request.allows(kind.permission)):
        raise Http404
    wording = next((one for one in wordings_of(kind) if str(one.pk) == request.POST.get("template", "")), None)
    about = request.POST.get("about", "")[:80]
    try:
        letter = services.begin_letter(kind=kind, about=about, template=wording, by=request.user)
    except DomainError as error:
        raise Http404 from error
    words = _("La carta está en borrador: complete lo que falta y emítala con número.")
    return request.submission.received(letter, words=words)


@access(permissions.WRITE)
def letter_detail(request, pk):
    """The draft as it reads, what it still lacks, and what can be done with it."""
    letter = get_object_or_404(Letter.objects.select_related("document", "supersedes", "created_by"), pk=pk)
    if letter.is_issued:
        return redirect(letter.document.page_url)
    context = {"letter": letter, "sheet": sheet_of(letter, marks_gaps=True), "gaps": gaps_of(letter)}
    return render(request, "documents/letter_detail.html", context)


@access(permissions.WRITE)
@accepts_once("documents.letter")
def letter_edit(request, pk):
    letter = get_object_or_404(Letter.objects.drafts(), pk=pk)
    form = LetterForm(request.POST or None, instance=letter)
    if form.is_valid():
        try:
            services.save_letter(letter=letter, by=request.user, **form.written)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(letter, words=_("El borrador quedó guardado."))
    context = {"form": form, "letter": letter}
    return render(request, "documents/letter_edit.html", context, status=422 if form.errors else 200)


@access(permissions.WRITE)
def letter_preview(request, pk):
    """The sheet as it will be printed, without a number."""
    letter = get_object_or_404(Letter.objects.drafts(), pk=pk)
    context = sheet_context(year=timezone.localdate().year, line=_("Borrador sin número"))
    return render(
        request,
        "documents/print/letter.html",
        {**context, **sheet_of(letter, marks_gaps=True).as_dict(), "is_draft": True},
    )


@access(permissions.WRITE)
def letter_word(request, pk):
    """The letter as an editable Word file; of an issued one it says so at its foot."""
    # Late import: python-docx loads lxml, which no other page needs.
    from core.documents.word import word_of

    letter = get_object_or_404(Letter.objects.select_related("document"), pk=pk)
    document, sheet = letter.document, sheet_of(letter, marks_gaps=True)
    day = document.issued_date if document else timezone.localdate()
    foot = _("Borrador sin número ni valor de documento.")
    if document:
        foot = _("Copia editable de %(document)s. Lo que vale es el PDF emitido, código %(code)s.")
        foot %= {"document": document, "code": document.printed_code}
    content = word_of(
        sheet,
        letterhead(day.year),
        number=document.label if document else "",
        dated=dated(sheet.place, day) if document else sheet.place,
        language=f"{get_language()}-{request.ugel.region.country}",
        foot=foot,
    )
    name = document.file_name.removesuffix(".pdf") if document else f"borrador-{letter.pk}"
    return HttpResponse(
        content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}.docx"'}
    )


@access(permissions.ISSUE)
@accepts_once("documents.issue")
def letter_issue(request, pk):
    """Asked once before; then number and freeze, and wait for the PDF."""
    letter = get_object_or_404(Letter.objects.select_related("document", "supersedes"), pk=pk)
    if request.method != "POST":
        return redirect(letter) if letter.is_issued else _ask_to_issue(request, letter)
    try:
        document = services.issue_letter(letter=letter, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(letter)
    job = document.contents.select_related("job").get().job
    words = _("Emitido: %(document)s.") % {"document": document}
    return request.submission.received(document, to=job.get_absolute_url(), words=words)


def _ask_to_issue(request, letter):
    """What issuing does; a letter with gaps goes back to its page, which names them."""
    if gaps_of(letter):
        return redirect(letter)
    return render(request, "documents/letter_issue.html", {"letter": letter, "sheet": sheet_of(letter)})


@access(permissions.WRITE)
@require_POST
@accepts_once("documents.correct")
def letter_correct(request, pk):
    """A draft that will replace the issued letter."""
    letter = get_object_or_404(Letter.objects.exclude(document=None), pk=pk)
    return request.submission.received(services.begin_correction(letter=letter, by=request.user))


@access(permissions.WRITE)
@require_POST
@accepts_once("documents.copy")
def letter_copy(request, pk):
    letter = get_object_or_404(Letter, pk=pk)
    return request.submission.received(services.copy_letter(letter=letter, by=request.user))


@access(permissions.WRITE)
@require_POST
@accepts_once("documents.discard")
def letter_discard(request, pk):
    letter = get_object_or_404(Letter, pk=pk)
    try:
        services.discard_letter(letter=letter, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(letter)
    return request.submission.received(to=reverse("documents:letter_list"), words=_("El borrador se descartó."))
