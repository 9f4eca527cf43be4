from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.documents import permissions
from core.documents.forms import StyleForm, TemplateForm
from core.documents.models import LetterTemplate
from core.documents.selectors import letter_style
from core.documents.selectors.letters import kind_of, letter_kinds, places_of
from core.documents.services import wording as services
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError


@access(permissions.TEMPLATES)
def template_list(request):
    """Every kind of letter with the standard wording and the UGEL's own."""
    own = list(LetterTemplate.objects.filter(is_retired=False).order_by("name", "id"))
    rows = [
        {"kind": kind, "wordings": [one for one in own if one.kind == kind.key]}
        for kind in letter_kinds(request.allows)
    ]
    return render(request, "documents/template_list.html", {"rows": rows})


@access(permissions.TEMPLATES)
@accepts_once("documents.template_add")
def template_add(request):
    """A new wording, beginning with the standard one."""
    kind = kind_of(request.POST.get("kind") or request.GET.get("clase", ""))
    if kind is None:
        raise Http404
    initial = {"name": str(kind.label), "subject": str(kind.subject), "body": str(kind.body)}
    form = TemplateForm(request.POST or None, initial=initial)
    if form.is_valid() and _saved(request, kind, form):
        return request.submission.received(to=_list_url())
    return _page(request, kind, form)


@access(permissions.TEMPLATES)
@accepts_once("documents.template_edit")
def template_edit(request, pk):
    template = get_object_or_404(LetterTemplate, pk=pk, is_retired=False)
    kind = kind_of(template.kind)
    if kind is None:
        raise Http404
    form = TemplateForm(request.POST or None, instance=template)
    if form.is_valid() and _saved(request, kind, form, template):
        return request.submission.received(template, to=_list_url())
    return _page(request, kind, form, template)


@access(permissions.TEMPLATES)
@require_POST
@accepts_once("documents.retire")
def template_retire(request, pk):
    template = get_object_or_404(LetterTemplate, pk=pk)
    services.retire_template(template=template, by=request.user)
    words = _("La plantilla ya no se ofrece. Las cartas escritas con ella no cambian.")
    return request.submission.received(template, to=_list_url(), words=words)


@access(permissions.STYLE)
@accepts_once("documents.style")
def style_edit(request):
    """How papers are numbered and signed from now on."""
    form = StyleForm(request.POST or None, instance=letter_style())
    if form.is_valid():
        row = services.save_style(by=request.user, **form.cleaned_data)
        return request.submission.received(row, to=request.get_full_path())
    return render(request, "documents/style_edit.html", {"form": form}, status=422 if form.errors else 200)


def _saved(request, kind, form, template=None):
    try:
        services.save_template(kind=kind, by=request.user, template=template, **form.cleaned_data)
    except DomainError as error:
        form.add_error("body" if isinstance(error, services.UnknownPlace) else "name", str(error))
        return False
    return True


def _page(request, kind, form, template=None):
    context = {"form": form, "kind": kind, "template": template, "places": places_of(kind).items()}
    return render(request, "documents/template_edit.html", context, status=422 if form.errors else 200)


def _list_url():
    return reverse("documents:template_list")
