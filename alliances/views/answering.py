"""The page behind a call's link: what is asked, and what this partner could give."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alliances import selectors, services
from alliances.enums import CallState
from alliances.forms import OfferForm, OpenOfferForm
from commitments.views.behind_links import behind_link
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done


@behind_link(
    services.opened_call,
    language=lambda called: called.contact.language,
    closed="commitments/door/closed.html",
)
@accepts_once("alliances.offer")
def call_answer(request, called):
    """Each need with a form of its own; only a button changes anything."""
    rows = [(row, _form(request, row)) for row in selectors.offers_to(called)]
    token = services.LINKS.token_of(called)
    if request.method == "POST":
        made = _offered(called, rows)
        if made:
            to = reverse("alliances:call_answer", args=[token])
            return request.submission.received(made, to=to, words=_("La UGEL recibió su oferta. Gracias."))
    status = 422 if any(form.errors for _row, form in rows) else 200
    context = {"called": called, "call": called.call, "rows": rows, "is_open": called.call.state == CallState.OPEN}
    return render(request, "alliances/door/call.html", context, status=status)


def _form(request, row) -> OfferForm:
    mine = row.mine[0] if row.mine else None
    said = {name: getattr(mine, name) for name in ("quantity", "due_date", "words")} if mine else {}
    is_posted = request.POST.get("asked") == str(row.pk)
    return OfferForm(request.POST if is_posted else None, initial=said, auto_id=f"n{row.pk}_%s")


def _offered(called, rows):
    posted = [(row, form) for row, form in rows if form.is_bound]
    if not posted:
        raise Http404
    row, form = posted[0]
    return done(form, lambda told: services.offer(called=called, call_need=row, **told))


@behind_link(services.opened_open_call, language=None, closed="commitments/door/closed.html")
@accepts_once("alliances.offer_openly")
def call_open(request, call):
    """The same for who was not asked: one form, and who they are; only its button changes anything."""
    form = OpenOfferForm(request.POST or None, call=call)
    if made := done(form, lambda _told: services.offer_openly(call=call, language=get_language(), **form.told())):
        to = reverse("alliances:call_open", args=[services.OPEN_LINKS.token_of(call)])
        return request.submission.received(made, to=to, words=_("La UGEL recibió su oferta y le responderá. Gracias."))
    context = {"call": call, "form": form, "is_open": call.state == CallState.OPEN}
    return render(request, "alliances/door/open_call.html", context, status=422 if form.errors else 200)
