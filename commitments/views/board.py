from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from commitments import permissions, selectors, services
from commitments.enums import ManyAction
from commitments.forms import ManyForm
from commitments.views.reading import asked_commitments, to_hand_over
from core.access.decorators import access
from core.submissions.decorators import accepts_once

READINGS = {
    "estado": gettext_lazy("Por estado"),
    "aliado": gettext_lazy("Por quien promete"),
    "escuela": gettext_lazy("Por escuela"),
}
SENTENCES_SHOWN = 12


@access(permissions.VIEW)
def board(request):
    """What is open in columns of one's choice, the overdue first; each column opens the whole list."""
    reading = request.GET.get("por", "")
    reading = reading if reading in READINGS else "estado"
    found = asked_commitments(request)
    rest = request.GET.copy()
    for own in ("por", "page"):
        rest.pop(own, None)
    context = {
        "filter": found,
        "board": selectors.BOARD_READINGS[reading](found.qs, request.GET.get("page")),
        "reading": reading,
        "readings": [(name, label, _with(rest, por=name)) for name, label in READINGS.items()],
        "rest": rest.urlencode(),
        "many": ManyForm() if request.allows(permissions.MANAGE) else None,
        "to_hand_over": to_hand_over(request),
    }
    return render(request, "commitments/board.html", context)


@access(permissions.MANAGE)
@require_POST
@accepts_once("commitments.many")
def commitments_many(request):
    """Remind, reschedule, close or cancel what is marked; what could not is named with its reason."""
    back = _back(request)
    form = ManyForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect(back)
    told = form.cleaned_data
    chosen = list(told.pop("commitments"))
    refused = services.do_to_many(commitments=chosen, by=request.user, **told)
    for commitment, error in refused[:SENTENCES_SHOWN]:
        messages.warning(request, f"{commitment}: {error}")
    if len(refused) > SENTENCES_SHOWN:
        messages.warning(request, _("Y %(n)s más por el mismo camino.") % {"n": len(refused) - SENTENCES_SHOWN})
    done = len(chosen) - len(refused)
    if not done:
        return redirect(back)
    return request.submission.received(to=back, words=_done(told["action"], done))


def _done(action: ManyAction, done: int) -> str:
    words = {
        ManyAction.REMIND: ngettext(
            "Aviso escrito de %(n)d compromiso.", "Avisos escritos de %(n)d compromisos.", done
        ),
        ManyAction.RESCHEDULE: ngettext("Reprogramó %(n)d compromiso.", "Reprogramó %(n)d compromisos.", done),
        ManyAction.CLOSE: ngettext("Cerró %(n)d compromiso.", "Cerró %(n)d compromisos.", done),
        ManyAction.CANCEL: ngettext("Anuló %(n)d compromiso.", "Anuló %(n)d compromisos.", done),
    }[action]
    return words % {"n": done}


def _back(request) -> str:
    """The page it was marked on, as it was filtered."""
    name = "commitments:board" if request.POST.get("from") == "board" else "commitments:commitment_list"
    query = QueryDict(request.POST.get("query", "")).urlencode()
    return reverse(name) + (f"?{query}" if query else "")


def _with(query: QueryDict, **more) -> str:
    new = query.copy()
    for name, value in more.items():
        new[name] = value
    return f"?{new.urlencode()}"
