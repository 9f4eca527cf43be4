from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from needs import permissions, services
from needs.enums import TRANSITIONS, NeedState
from needs.forms import AnswerForm, DuplicateForm, ManyForm, TextForm
from needs.views.finding import visible_need


@access(permissions.ANSWER)
@accepts_once("needs.answer")
def need_answer(request, pk):
    """The UGEL's answer; the school reads it in one sentence."""
    need = visible_need(request, pk)
    form = AnswerForm(request.POST or None, allowed=TRANSITIONS[need.status])
    if form.is_valid():
        try:
            services.answer_need(
                need=need, answer=form.cleaned_data["answer"], text=form.cleaned_data["reason"], by=request.user
            )
        except DomainError as error:
            form.add_error("reason", error)
        else:
            words = _("La respuesta quedó registrada y la escuela recibe el aviso.")
            return request.submission.received(need, words=words)
    return htmx.form(request, "needs/need_answer.html", form=form, need=need)


@access(permissions.ANSWER)
@accepts_once("needs.duplicate")
def need_duplicate(request, pk):
    """Join it to the need that tells the same."""
    need = visible_need(request, pk)
    form = DuplicateForm(request.POST or None, need=need)
    if form.is_valid():
        try:
            services.mark_duplicate(need=need, of=form.cleaned_data["of"], by=request.user)
        except DomainError as error:
            form.add_error("of", error)
        else:
            return request.submission.received(form.cleaned_data["of"], words=_("Las dos necesidades quedaron juntas."))
    return htmx.form(request, "needs/need_duplicate.html", form=form, need=need)


@access(permissions.ANSWER)
@accepts_once("needs.reopen")
def need_reopen(request, pk):
    """Undo a closing, with the reason on record."""
    need = visible_need(request, pk)
    form = TextForm(request.POST or None)
    is_joined = need.state == NeedState.DUPLICATE
    form.fields["text"].label = _("Por qué se separa") if is_joined else _("Por qué se reabre")
    if form.is_valid():
        try:
            services.reopen_need(need=need, reason=form.cleaned_data["text"], by=request.user)
        except DomainError as error:
            form.add_error(None, error)
        else:
            return request.submission.received(need)
    title = _("Separar de la otra") if is_joined else _("Reabrir")
    return htmx.form(request, "needs/need_reopen.html", form=form, need=need, title=title)


@access(permissions.ANSWER)
@require_POST
@accepts_once("needs.answer_many")
def needs_answer(request):
    """One answer to what is marked in the list; what could not take it is named with its reason."""
    back = reverse("needs:need_list")
    if query := request.POST.get("query", ""):
        back = f"{back}?{QueryDict(query).urlencode()}"
    form = ManyForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect(back)
    asked = list(form.cleaned_data["needs"])
    answer, text = form.cleaned_data["answer"], form.cleaned_data["reason"]
    refused = services.answer_needs(needs=asked, answer=answer, text=text, by=request.user)
    for need, error in refused:
        messages.warning(request, f"{need}: {error}")
    done = len(asked) - len(refused)
    if not done:
        return redirect(back)
    words = ngettext("Respondió %(n)s necesidad.", "Respondió %(n)s necesidades.", done) % {"n": done}
    return request.submission.received(to=back, words=words)
