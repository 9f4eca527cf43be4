from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from needs import permissions, services
from needs.forms import TextForm
from needs.permissions import check_can_act_at
from needs.views.finding import visible_need
from schools.permissions import party_of


@access(permissions.CONFIRM)
@require_POST
@accepts_once("needs.say_solved")
def need_say_solved(request, pk):
    """First witness, in one tap."""
    need = _mine(request, pk)
    party, text = _party(request, need), request.POST.get("text", "")[:300]
    return _done(
        request,
        need,
        lambda: services.say_solved(need=need, by=request.user, party=party, text=text),
        _("Gracias. Contará como resuelta cuando otra persona lo confirme."),
    )


@access(permissions.CONFIRM)
@require_POST
@accepts_once("needs.confirm")
def need_confirm(request, pk):
    """Second witness, in one tap: all of it, or a part."""
    need = _mine(request, pk)
    is_partly = request.POST.get("part") == "yes"
    words = _("Quedó resuelta en parte: sigue abierta.") if is_partly else _("Quedó resuelta, vista por dos personas.")
    party = _party(request, need)
    return _done(
        request,
        need,
        lambda: services.confirm_solved(need=need, by=request.user, party=party, is_partly=is_partly),
        words,
    )


@access(permissions.CONFIRM)
@accepts_once("needs.contradict")
def need_contradict(request, pk):
    """Second witness who saw otherwise."""
    need = _mine(request, pk)
    form, party = TextForm(request.POST or None), _party(request, need)
    if form.is_valid():
        return _done(
            request,
            need,
            lambda: services.contradict_solved(need=need, by=request.user, party=party, **form.cleaned_data),
            _("Quedó registrado lo que usted vio. La necesidad sigue abierta."),
        )
    return htmx.form(request, "needs/need_contradict.html", form=form, need=need)


def _mine(request, pk):
    need = visible_need(request, pk)
    check_can_act_at(request.user, request.roles, need.school_id)
    return need


def _party(request, need):
    return party_of(request.user, request.roles, need.school_id)


def _done(request, need, act, words):
    try:
        act()
    except DomainError as error:
        messages.error(request, error)
        return redirect(need)
    return request.submission.received(need, words=words)
