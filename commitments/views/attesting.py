from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments import permissions, services
from commitments.enums import Outcome, Party, VouchedBy
from commitments.forms import AttestForm, AttestOnBehalfForm, MonthForm, PaperForm
from commitments.models import Attestation
from commitments.models.evidence import ATTEST_FORM, ON_BEHALF_FORM
from commitments.services import Voice
from commitments.views.acting import asked
from commitments.views.finding import visible_commitment
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx


@access(permissions.ATTEST)
@accepts_once(ATTEST_FORM)
def commitment_attest(request, pk):
    """What I saw, with photos."""
    commitment = visible_commitment(request, pk)
    voice = Voice.of_user(request.user, permissions.party_for(request.user, request.roles, commitment))
    if refusal := _refusal(request, commitment, voice):
        return refusal
    form = AttestForm(
        request.POST or None, request.FILES or None, commitment=commitment, initial=_asked_for(request, commitment)
    )
    if form.is_valid():
        try:
            said = services.attest(voice=voice, **form.word)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(said, to=commitment.get_absolute_url())
    context = {"form": form, "commitment": commitment}
    return render(request, "commitments/commitment_attest.html", context, status=422 if form.errors else 200)


@access(permissions.MANAGE)
@accepts_once(ON_BEHALF_FORM)
def commitment_attest_on_behalf(request, pk):
    """What somebody told the UGEL: who, how, with their signed paper where there is one."""
    commitment = visible_commitment(request, pk)
    form = AttestOnBehalfForm(
        request.POST or None, request.FILES or None, commitment=commitment, initial=_asked_for(request, commitment)
    )
    if form.is_valid():
        try:
            said = services.attest(voice=_told_voice(request, commitment, form.cleaned_data), **form.word)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(said, to=commitment.get_absolute_url())
    context = {"form": form, "commitment": commitment}
    return render(request, "commitments/commitment_attest_on_behalf.html", context, status=422 if form.errors else 200)


@access(permissions.ATTEST)
@accepts_once("commitments.attest_month")
def commitment_attest_month(request, pk):
    """All deliveries of a month in one word; days with a word of their own stay."""
    commitment = visible_commitment(request, pk)
    party = permissions.party_for(request.user, request.roles, commitment)
    form = MonthForm(request.POST or None, months=_months_due(commitment))
    if form.is_valid():
        told = {**form.cleaned_data, "outcome": Outcome(form.cleaned_data["outcome"])}
        try:
            done = services.attest_month(commitment=commitment, voice=Voice.of_user(request.user, party), **told)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(commitment, words=_month_words(done))
    return htmx.form(request, "commitments/commitment_attest_month.html", form=form, commitment=commitment)


@access(permissions.MANAGE)
@accepts_once("commitments.vouch")
def attestation_vouch(request, pk):
    """The signed paper behind a word that was written down: from now on it is that person's own."""
    word = get_object_or_404(Attestation.objects.standing().select_related("commitment__school"), pk=pk)
    form = PaperForm(request.POST or None, request.FILES or None)

    def vouch(*, paper):
        scan = services.store_scan(paper, commitment=word.commitment, by=request.user)
        services.vouch(word=word, how=VouchedBy.PAPER, paper=scan, by=request.user)

    words = _("Desde ahora es la palabra de esa persona.")
    return asked(
        request, "commitments/attestation_vouch.html", form, vouch, words, commitment=word.commitment, word=word
    )


def _refusal(request, commitment, voice):
    """Who may not witness this promise hears so before the questions, not after them."""
    if request.method == "POST":
        return None
    try:
        services.check_may_witness(commitment, voice)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(commitment)
    return None


def _asked_for(request, commitment):
    """The instalment the address names, else the first that asks for a word."""
    asked_pk = request.GET.get("entrega", "")
    if asked_pk.isdecimal():
        return {"instalment": asked_pk}
    waiting = commitment.instalments.exclude(state="verified").in_order().first()
    return {"instalment": waiting.pk} if waiting else {}


def _told_voice(request, commitment, told) -> Voice:
    paper = services.store_scan(told["paper"], commitment=commitment, by=request.user) if told.get("paper") else None
    party = Party(told["party"])
    return Voice.on_behalf(
        party=party,
        recorded_by=request.user,
        channel=told["channel"],
        contact=told.get("contact") if party == Party.PROMISER else None,
        name=told["name"],
        post=told["post"],
        paper=paper,
    )


def _months_due(commitment):
    """Months with deliveries that should have come, latest first."""
    days = commitment.instalments.filter(due_date__lte=timezone.localdate()).values_list("due_date", flat=True)
    return sorted({day.replace(day=1) for day in days}, reverse=True)


def _month_words(done) -> str:
    said = ngettext("Quedó dicho de %(n)d entrega.", "Quedó dicho de %(n)d entregas.", done.said) % {"n": done.said}
    if not done.kept:
        return said
    kept = ngettext("%(n)d día ya tenía su palabra.", "%(n)d días ya tenían su palabra.", done.kept)
    return f"{said} {kept % {'n': done.kept}}"
