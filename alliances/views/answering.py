"""The page behind a call's link: what is asked, and what this partner could give."""

from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alliances import selectors, services
from alliances.enums import CallState, OfferState
from alliances.forms import OfferForm, OpenOfferForm
from commitments.views.behind_links import behind_link
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui.numbers import typed


@behind_link(
    services.opened_call,
    language=lambda called: called.contact.language,
    closed="commitments/door/closed.html",
)
@accepts_once("alliances.offer")
def call_answer(request, called):
    """What is asked in one form, a need after the other: who fills in two sends two, and nothing typed is lost."""
    rows = [(row, _form(request, row)) for row in selectors.offers_to(called)]
    changed = [(row, form) for row, form in rows if form.is_bound and (form.has_changed() or _is_answered(row))]
    if request.method == "POST" and (made := _offered(called, changed)):
        to = reverse("alliances:call_answer", args=[services.LINKS.token_of(called)])
        return request.submission.received(made, to=to, words=_("La UGEL recibió su oferta. Gracias."))
    context = {
        "called": called,
        "call": called.call,
        "rows": rows,
        "is_open": called.call.state == CallState.OPEN,
        "may_offer": any(not _is_answered(row) for row, _form in rows),
        "is_empty": request.method == "POST" and not changed,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "alliances/door/call.html", context, status=status)


def _is_answered(row) -> bool:
    """The UGEL was faster than the page: what is sent then is refused in words, not left out."""
    return any(one.state != OfferState.OFFERED for one in row.mine)


def _form(request, row) -> OfferForm:
    mine = row.mine[0] if row.mine else None
    said = {"quantity": typed(mine.quantity), "due_date": mine.due_date, "words": mine.words} if mine else {}
    is_posted = f"n{row.pk}-quantity" in request.POST
    return OfferForm(request.POST if is_posted else None, initial=said, prefix=f"n{row.pk}")


@transaction.atomic
def _offered(called, changed):
    """All that was filled in, or nothing of it."""
    made = None
    are_valid = [form.is_valid() for _row, form in changed]
    if all(are_valid):
        for row, form in changed:
            made = done(form, lambda told, row=row: services.offer(called=called, call_need=row, **told))
            if made is None:
                transaction.set_rollback(True)
                break
    return made


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
