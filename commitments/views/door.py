"""The partner's page: no account, no script. Opening it only reads; every change is a button somebody presses."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commitments import selectors, services
from commitments.enums import CommitmentState, VouchedBy
from commitments.forms import ConfirmForm, DeliveryForm, OtherAnswerForm, RecordForm, TermsForm
from commitments.models.evidence import DELIVERY_FORM
from commitments.services import Voice
from commitments.services.keys import printed_token
from commitments.views.behind_links import CLOSED, behind_link
from core.access.addresses import client_address
from core.access.decorators import access
from core.access.reading import language_asked
from core.files.views import file_response
from core.strategies.registry import partner_records
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.speech import speaking
from partners.services import answer_record

CLOSED_PAGE = "commitments/door/closed.html"
door = behind_link(services.opened_key, language=lambda key: key.contact.language, closed=CLOSED_PAGE)


@access.public_tenant
@never_cache
def door_enter(request):
    """Where the code of a printed letter is typed."""
    typed, status, sentence = request.GET.get("codigo", ""), 200, ""
    with speaking(request.ugel, language_asked(request)):
        try:
            if typed:
                key = services.opened_key(typed, address=client_address(request))
                return redirect("door:door_show", services.token_of(key))
        except tuple(CLOSED) as error:
            status, sentence = CLOSED[type(error)], str(error)
        context = {"sentence": sentence, "typed": typed}
        return render(request, "commitments/door/enter.html", context, status=status)


@door
@require_safe
def door_show(request, key):
    """What is asked of this person, what is under way, what is done."""
    return _page(request, key)


@door
@require_POST
@accepts_once("commitments.partner_confirm")
def door_confirm(request, key):
    """One yes for what is marked; what cannot be confirmed is said one by one."""
    form = ConfirmForm(request.POST, proposed=selectors.promises_behind(key))
    if not form.is_valid():
        return _page(request, key, form, status=422)
    voice = Voice.of_contact(key.contact, **form.signature)
    said, refused = _each(
        form.chosen, lambda one, version: services.confirm(commitment=one, version=version, voice=voice)
    )
    if not said:
        form.add_error(None, refused)
        return _page(request, key, form, status=409)
    _warn(request, refused)
    words = ngettext("Quedó confirmado %(n)d compromiso.", "Quedaron confirmados %(n)d compromisos.", said)
    return request.submission.received(key, to=show_address(key), words=words % {"n": said} + " " + _("Gracias."))


@door
@accepts_once("commitments.partner_answer")
def door_answer(request, key):
    """«Requiere aprobación, respondo el …» or no, with its reason."""
    proposed = selectors.promises_behind(key).filter(state=CommitmentState.PROPOSED)
    form = OtherAnswerForm(
        request.POST or None, proposed=proposed, initial={"promises": request.GET.getlist("promises")}
    )
    if form.is_valid():
        said, refused = _each(form.chosen, _other_answer(form, key))
        if said:
            _warn(request, refused)
            return request.submission.received(
                key, to=show_address(key), words=_("La UGEL recibió su respuesta. Gracias.")
            )
        form.add_error(None, refused)
    return render_form(request, key, form, _("No podemos, o falta una aprobación"), promises=proposed)


@door
@accepts_once("commitments.partner_terms")
def door_change(request, key, pk):
    """Other terms, for the UGEL to accept or not."""
    commitment = _one(key, pk)
    remaining = commitment.instalments.untouched().in_order()
    form = TermsForm(request.POST or None, commitment=commitment, remaining=remaining)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("what", "reason", "version")}
        voice = Voice.of_contact(key.contact, **form.signature)
        try:
            services.ask_change(commitment=commitment, unit=commitment.unit, parts=form.parts, voice=voice, **told)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            words = _("La UGEL recibió el cambio que pide y le responderá. Mientras tanto sigue lo prometido.")
            return request.submission.received(commitment, to=show_address(key), words=words)
    return render_form(request, key, form, _("Pedir un cambio"), commitment=commitment)


@door
@accepts_once(DELIVERY_FORM)
def door_deliver(request, key, pk):
    """What was delivered, with photos: the promiser's word, which counts once another party saw it too."""
    commitment = _one(key, pk)
    form = DeliveryForm(request.POST or None, request.FILES or None, commitment=commitment)
    if form.is_valid():
        try:
            said = services.attest(voice=Voice.of_contact(key.contact, **form.signature), **form.word)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            words = _("Gracias. Cuando la escuela o la UGEL digan que lo vieron, quedará verificado.")
            return request.submission.received(said, to=show_address(key), words=words)
    return render_form(request, key, form, _("Decir qué se entregó"), commitment=commitment, takes_files=True)


@door
@require_POST
@accepts_once("commitments.partner_vouch")
def door_vouch(request, key):
    """«Sí, lo dije yo»: what the UGEL wrote down in this person's name becomes their own word."""
    words = selectors.words_to_vouch(key, selectors.promises_behind(key))
    for word in words:
        services.vouch(word=word, how=VouchedBy.LINK, contact=key.contact)
    return request.submission.received(
        key, to=show_address(key), words=_("Gracias: desde ahora cuenta como su palabra.")
    )


@door
@accepts_once("commitments.partner_record")
def door_record(request, key):
    """How the partner's promises went, as the UGEL counts them, and the partner's answer to it."""
    partner = key.contact.partner
    form = RecordForm(request.POST or None)
    if form.is_valid():
        try:
            text, signed = form.cleaned_data["text"], form.signature
            answer_record(
                partner=partner, text=text, said_by=signed["name"], said_post=signed["post"], contact=key.contact
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(key, to=show_address(key), words=_("La UGEL leerá su respuesta."))
    record = partner_records([partner.pk]).get(partner.pk)
    return render_form(request, key, form, _("Cómo van los compromisos de su institución"), record=record)


@door
@require_safe
def door_photo(request, key, pk):
    """A photo of what is missing, if somebody looked and saw no faces."""
    stored = get_object_or_404(selectors.shareable_photos(key), pk=pk)
    return file_response(stored, stored.thumb_key)


def _page(request, key, form=None, status=200):
    shown = selectors.door_of(key)
    proposed = [line for promise in shown.to_answer for line in promise.lines]
    context = {
        "key": key,
        "token": services.token_of(key),
        "printed": printed_token(key),
        "door": shown,
        "form": form or ConfirmForm(proposed=proposed),
        "left_out": _left_out(request, proposed) if form else set(),
    }
    return render(request, "commitments/door/show.html", context, status=status)


def _left_out(request, proposed) -> set[int]:
    """What was unmarked on a form that comes back with a refusal."""
    marked = {value.partition(":")[0] for value in request.POST.getlist("promises")}
    return {one.pk for one in proposed if str(one.pk) not in marked}


def render_form(request, key, form, title, **context):
    """A page with one form; an invalid one answers 422."""
    context |= {"key": key, "token": services.token_of(key), "form": form, "title": title}
    return render(request, "commitments/door/form.html", context, status=422 if form.errors else 200)


def _one(key, pk):
    commitment = selectors.promises_behind(key).filter(pk=pk).first()
    if commitment is None:
        raise Http404
    return commitment


def show_address(key) -> str:
    """The first page behind the link."""
    return reverse("door:door_show", args=[services.token_of(key)])


def _other_answer(form, key):
    voice, told = Voice.of_contact(key.contact, **form.signature), form.cleaned_data

    def answer(commitment, _version):
        if told["answer"] == OtherAnswerForm.DECLINES:
            return services.decline(commitment=commitment, reason=told["reason"], voice=voice)
        return services.ask_for_time(commitment=commitment, until=told["until"], voice=voice)

    return answer


def _each(chosen, act) -> tuple[int, list[str]]:
    """Do it for each promise on its own: how many went through, and a sentence for each that did not."""
    said, refused = 0, []
    for commitment, version in chosen:
        try:
            with transaction.atomic():
                act(commitment, version)
        except DomainError as error:
            refused.append(f"{commitment.what} · {commitment.place}: {error}")
        else:
            said += 1
    return said, refused


def _warn(request, refused) -> None:
    for sentence in refused:
        messages.warning(request, sentence)
