from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.tenancy.errors import DomainError
from core.ui import htmx
from needs import permissions, services
from needs.enums import TRANSITIONS, NeedState
from needs.forms import AnswerForm, DuplicateForm, TextForm
from needs.views.finding import visible_need


@access(permissions.ANSWER)
def need_answer(request, pk):
    """The UGEL's answer; the school reads it in one sentence."""
    need = visible_need(request, pk)
    form = AnswerForm(request.POST or None, allowed=TRANSITIONS[need.status])
    if form.is_valid():
        try:
            _answer(need, form.cleaned_data["answer"], form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            form.add_error("reason", error)
        else:
            return htmx.saved(
                request, to=need, message=_("La respuesta quedó registrada y la escuela recibe el aviso.")
            )
    return htmx.form(request, "needs/need_answer.html", form=form, need=need)


@access(permissions.ANSWER)
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
            return htmx.saved(request, to=form.cleaned_data["of"], message=_("Las dos necesidades quedaron juntas."))
    return htmx.form(request, "needs/need_duplicate.html", form=form, need=need)


@access(permissions.ANSWER)
def need_reopen(request, pk):
    """Undo a closing, with the reason on record."""
    need = visible_need(request, pk)
    form = TextForm(request.POST or None)
    form.fields["text"].label = _("Por qué se reabre")
    if form.is_valid():
        try:
            services.reopen_need(need=need, reason=form.cleaned_data["text"], by=request.user)
        except DomainError as error:
            messages.error(request, error)
        return redirect(need)
    return htmx.form(request, "needs/need_reopen.html", form=form, need=need)


def _answer(need, answer, text, *, by):
    match NeedState(answer):
        case NeedState.ACCEPTED:
            services.accept_need(need=need, by=by)
        case NeedState.PRIORITISED:
            services.prioritise_need(need=need, by=by)
        case NeedState.STATE_PROGRAMME:
            services.cover_by_state_programme(need=need, programme=text, by=by)
        case NeedState.RETURNED:
            services.return_need(need=need, reason=text, by=by)
        case NeedState.SOLVED_OTHERWISE:
            services.solve_otherwise(need=need, reason=text, by=by)
        case NeedState.CLOSED_UNSOLVED:
            services.close_unsolved(need=need, reason=text, by=by)
