"""Cards and codes: given, shown once, printed."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.access.services.keys import issue_card, issue_spoken_code
from core.documents.qr import qr_svg
from core.people import permissions, selectors
from core.people.forms import AskedAtForm, IssueCardsForm
from core.people.models import CardSheet
from core.people.services.cards import issue_cards, printed_cards
from core.people.services.sheets import SheetIsOver, ask_for_sheet, fetch_sheet
from core.tenancy.errors import DomainError
from core.ui import htmx

SHOWN_AT_ONCE = 24


@access(permissions.ISSUE_ACCESS)
@never_cache
def card_issue(request, pk):
    """One person's card: asked, then shown this once."""
    person = _person(pk)
    form = AskedAtForm(request.POST or None, initial={"asked_at": timezone.now().isoformat()})
    if form.is_valid():
        try:
            issued = issue_card(user=person, by=request.user, asked_at=form.cleaned_data["asked_at"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return show_cards(request, [issued], back=reverse("person_detail", args=[person.pk]))
    back = reverse("person_detail", args=[person.pk])
    return htmx.form(request, "people/card_issue.html", form=form, person=person, cancel_url=back)


@access(permissions.ISSUE_ACCESS)
@never_cache
def code_issue(request, pk):
    """A code to read over the phone to somebody who lost the card."""
    person = _person(pk)
    if request.method == "POST":
        try:
            issued = issue_spoken_code(user=person, by=request.user)
        except DomainError as error:
            return render(request, "people/code_issue.html", {"person": person, "error": error}, status=422)
        context = {"person": person, "code": issued.printed_code, "ends": issued.key.expires_at}
        return render(request, "people/code_issued.html", context)
    return render(request, "people/code_issue.html", {"person": person, "phone": selectors.phone_of(person)})


@access(permissions.ISSUE_ACCESS)
@never_cache
def cards_issue(request):
    """Cards for many: on this page when they are few, else as a PDF a worker prints."""
    holders = selectors.card_lines()
    names = [(line.user.pk, line.user) for line in holders]
    form = IssueCardsForm(request.POST or None, holders=names, initial={"asked_at": timezone.now().isoformat()})
    if form.is_valid():
        chosen = [int(pk) for pk in form.cleaned_data["people"]]
        if len(chosen) > SHOWN_AT_ONCE or "pdf" in request.POST:
            return redirect(ask_for_sheet(user_ids=chosen, by=request.user))
        issued = issue_cards(user_ids=chosen, asked_at=form.cleaned_data["asked_at"], by=request.user)
        return show_cards(request, issued, back=reverse("people_list"), asked=len(chosen))
    return htmx.form(request, "people/cards_issue.html", form=form, lines=holders, shown=SHOWN_AT_ONCE)


def show_cards(request, issued, *, back, asked=None):
    """The only page on which these codes can ever be read; nothing of it is kept."""
    cards = [{"card": card, "qr": qr_svg(card.url), **_tap(card)} for card in printed_cards(issued)]
    left_out = (asked or len(cards)) - len(cards)
    return render(request, "people/cards_issued.html", {"cards": cards, "back": back, "left_out": left_out})


def _tap(card):
    return {"whatsapp": selectors.contact_urls(card.phone, card.message).get("whatsapp", "")}


@access(permissions.ISSUE_ACCESS)
@never_cache
def card_sheet_detail(request, pk):
    sheet = _sheet(request, pk)
    return render(request, "people/card_sheet_detail.html", {"sheet": sheet, "is_over": sheet.is_over()})


@access(permissions.ISSUE_ACCESS)
@require_POST
@never_cache
def card_sheet_fetch(request, pk):
    """The PDF itself, for the one who asked and for a short while."""
    try:
        pdf = fetch_sheet(sheet=_sheet(request, pk))
    except SheetIsOver:
        return redirect("card_sheet_detail", pk)
    name = _("tarjetas-%(day)s.pdf") % {"day": timezone.localdate().isoformat()}
    return FileResponse(pdf, content_type="application/pdf", as_attachment=True, filename=name)


def _sheet(request, pk):
    return get_object_or_404(CardSheet, pk=pk, asked_by=request.user)


def _person(pk):
    person = selectors.person_here(pk)
    if person is None:
        raise Http404
    return person
