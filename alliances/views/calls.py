"""Calls for offers at the UGEL: what is missing, who could help, what they offered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alliances import permissions, selectors, services
from alliances.filters import GapFilter
from alliances.forms import AcceptForm, AskForm, CallForm, DeclineForm, RecogniseForm, ReopenForm, SetAsideForm
from alliances.models import Call, CalledContact, Offered, OpenOffer
from alliances.selectors.calls import as_gap
from commitments.enums import CommitmentState
from core.access.decorators import access
from core.documents.qr import qr_svg
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from core.tenancy.urls import absolute
from core.ui.numbers import typed
from needs.models import Need

A_PAGE, MOST_NEEDS = 25, 12


@access(permissions.VIEW)
def call_list(request):
    """The newest first, with what waits for an answer; `?agenda=answer` keeps those where something does."""
    is_narrowed = request.GET.get("agenda") == "answer"
    found = selectors.calls_to_answer() if is_narrowed else selectors.calls()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "alliances/call_list.html", {"page": page, "is_narrowed": is_narrowed})


@access(permissions.VIEW)
def need_gaps(request):
    """What of each open need nobody promised yet, the weightiest first."""
    found = GapFilter(request.GET, queryset=selectors.open_needs(), request=request)
    page = Paginator(selectors.gap_of(found.qs), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "gaps": [as_gap(need) for need in page], "filter": found}
    return render(request, "alliances/need_gaps.html", context)


@access(permissions.WRITE)
def need_helpers(request):
    """Who could help with one need, and why; ticked, they are asked."""
    needs = _asked_needs(request)
    if len(needs) != 1:
        raise Http404
    context = {"need": needs[0], "helpers": selectors.who_could_help(needs)}
    return render(request, "alliances/need_helpers.html", context)


@access(permissions.WRITE)
@accepts_once("alliances.call")
def call_create(request):
    """Ask partners for some needs; `?necesidad=` names them, `?contacto=` whom to tick."""
    needs = _asked_needs(request)
    if not needs:
        return redirect("alliances:need_gaps")
    if len(request.GET.getlist("necesidad")) > len(needs) == MOST_NEEDS:
        messages.warning(
            request, _("Una convocatoria lleva hasta %(n)d necesidades: se tomaron estas.") % {"n": MOST_NEEDS}
        )
    first = {"contacts": request.GET.getlist("contacto"), "title": needs[0].what if len(needs) == 1 else ""}
    for pk, gap in selectors.asked_before(needs).items():
        first |= {f"quantity_{pk}": typed(gap.missing or None), f"unit_{pk}": gap.unit}
    form = CallForm(request.POST or None, needs=needs, initial=first)
    if call := done(form, lambda _told: services.publish_call(by=request.user, **form.told())):
        return request.submission.received(call, words=_("La convocatoria salió."))
    return render(request, "alliances/call_form.html", {"form": form}, status=422 if form.errors else 200)


@access(permissions.VIEW)
def call_detail(request, pk):
    """Each need with its offers side by side, and who was asked."""
    call = _call(pk)
    called = call.called.select_related("contact__partner").prefetch_related("offers")
    context = {
        "call": call,
        "rows": selectors.needs_of(call),
        "called": called.order_by("contact__partner__name", "contact__name"),
        "may_write": request.allows(permissions.WRITE),
        "open_offers": selectors.open_offers_of(call) if request.allows(permissions.WRITE) else (),
        "open_link": absolute(f"/{request.ugel.code}{services.OPEN_LINKS.path_of(call)}"),
    }
    return render(request, "alliances/call_detail.html", context)


@access(permissions.WRITE)
@accepts_once("alliances.ask")
def call_ask(request, pk):
    """More people to be asked."""
    call = _call(pk)
    form = AskForm(request.POST or None, call=call)
    if form.is_valid():
        try:
            made = services.ask_contacts(call=call, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            words = ngettext("Se pidió a %(n)d persona más.", "Se pidió a %(n)d personas más.", len(made))
            return request.submission.received(call, words=words % {"n": len(made)})
    return _page(request, form, call, title=_("Pedir a más personas"), button=_("Enviar"))


@access(permissions.WRITE)
def called_link(request, pk):
    """The link of one person who was asked, and the ways to hand it over."""
    called = get_object_or_404(CalledContact.objects.select_related("call", "contact__partner"), pk=pk)
    url = absolute(f"/{request.ugel.code}{services.LINKS.path_of(called)}")
    context = {
        "called": called,
        "url": url,
        "qr": qr_svg(url, title=str(called.contact)),
        "whatsapp": services.whatsapp_of(called, url),
    }
    return render(request, "alliances/called_link.html", context)


@access(permissions.WRITE)
@require_POST
@accepts_once("alliances.close_call")
def call_close(request, pk):
    call = services.close_call(call=_call(pk), by=request.user)
    return request.submission.received(call, words=_("La convocatoria quedó cerrada. Puede abrirla otra vez abajo."))


@access(permissions.WRITE)
@accepts_once("alliances.reopen_call")
def call_reopen(request, pk):
    """Closed too early, or nobody answered: until another day."""
    call, form = _call(pk), ReopenForm(request.POST or None)
    if done(form, lambda told: services.reopen_call(call=call, by=request.user, **told)):
        return request.submission.received(call, words=_("La convocatoria recibe ofertas otra vez."))
    return _page(request, form, call, title=_("Abrir otra vez la convocatoria"), button=_("Abrir"))


@access(permissions.WRITE)
@accepts_once("alliances.accept")
def offer_accept(request, pk):
    """Take an offer, or a part of it: it becomes a promise that answers the need."""
    offered = _offered(pk)
    first = {"quantity": typed(offered.quantity), "due_date": offered.due_date, **_read(offered)}
    form = AcceptForm(request.POST or None, initial=first)
    return _decide(request, form, offered, services.accept_offer, title=_("Aceptar la oferta"), button=_("Aceptar"))


@access(permissions.WRITE)
@accepts_once("alliances.decline")
def offer_decline(request, pk):
    offered = _offered(pk)
    form = DeclineForm(request.POST or None, initial=_read(offered))
    title = _("No aceptar la oferta")
    return _decide(request, form, offered, services.decline_offer, title=title, button=_("Enviar la respuesta"))


@access(permissions.WRITE)
@accepts_once("alliances.recognise")
def offer_recognise(request, pk):
    """Say whose offer it is that came behind the open link."""
    one = _open_offer(pk)
    form = RecogniseForm(request.POST or None)
    words = _("Quedó como oferta de ese aliado. Acéptela o responda por qué no.")
    title, button = _("De quién es esta oferta"), _("Es de este aliado")
    return _decide_open(request, form, one, services.recognise, words=words, title=title, button=button)


@access(permissions.WRITE)
@accepts_once("alliances.set_aside")
def offer_set_aside(request, pk):
    one = _open_offer(pk)
    form = SetAsideForm(request.POST or None)
    words, title, button = _("Quien ofreció recibe la respuesta."), _("Apartar la oferta"), _("Enviar la respuesta")
    return _decide_open(request, form, one, services.set_aside, words=words, title=title, button=button)


def _decide_open(request, form, one, act, *, words, title, button):
    call = one.call_need.call
    if done(form, lambda told: act(open_offer=one, by=request.user, **told)):
        return request.submission.received(call, words=words)
    return _page(request, form, call, title=title, button=button, open_offer=one)


def _decide(request, form, offered, act, *, title, button):
    call = offered.call_need.call
    if made := done(form, lambda told: act(offered=offered, by=request.user, **told)):
        waits = made.promise and made.promise.state == CommitmentState.PROPOSED
        answered, asked = _("El aliado recibe la respuesta."), _("Falta que el aliado confirme: se le pidió.")
        return request.submission.received(call, words=asked if waits else answered)
    return _page(request, form, call, title=title, button=button, offered=offered)


def _page(request, form, call, **said):
    context = {"form": form, "call": call, **said}
    return render(request, "alliances/call_step.html", context, status=422 if form.errors else 200)


def _read(offered) -> dict:
    return {"offered_at": offered.offered_at.isoformat()}


def _call(pk) -> Call:
    return get_object_or_404(Call, pk=pk)


def _offered(pk) -> Offered:
    rows = Offered.objects.select_related("call_need__call", "call_need__need__school", "called__contact__partner")
    return get_object_or_404(rows, pk=pk)


def _open_offer(pk) -> OpenOffer:
    return get_object_or_404(OpenOffer.objects.select_related("call_need__call", "call_need__need__school"), pk=pk)


def _asked_needs(request) -> list[Need]:
    """The open needs that the address or the form names, a dozen at most; what is no number names nothing."""
    named = [*request.POST.getlist("necesidad"), *request.GET.getlist("necesidad")]
    pks = [int(pk) for pk in named if pk.isdecimal() and len(pk) < 19]
    found = Need.objects.open().filter(pk__in=pks).select_related("school__district__parent__parent")
    return list(found.order_by("number")[:MOST_NEEDS])
