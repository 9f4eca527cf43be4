"""The acta behind a link, and how the UGEL hands the link over and answers what was proposed."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.views.behind_links import behind_link
from core.access.decorators import access
from core.documents.qr import qr_svg
from core.documents.services.sending import download_path
from core.notifications.whatsapp import whatsapp_url
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.tenancy.speech import speaking
from core.tenancy.urls import absolute
from core.ui import htmx
from dialogues import permissions, selectors, services
from dialogues.forms import ReachForm, ReadingForm, RulingForm
from dialogues.models import Acta, Reading
from dialogues.views.finding import acta_part


@behind_link(
    services.opened_reading,
    language=lambda reading: services.recipient_of(reading).language,
    closed="dialogues/door/closed.html",
)
@accepts_once("dialogues.read_acta")
def reading_show(request, reading):
    """The acta behind a link: read, agreed with or a change proposed; only sending the form changes anything."""
    acta = selectors.acta_in_force(reading.session)
    return _issued(request, reading, acta.document) if acta else _read(request, reading)


@access(permissions.LEAD)
@accepts_once("dialogues.reach")
def reading_link(request, pk):
    """The link of one person: to hand over, to send where they are reached, to replace."""
    reading = _reading(pk)
    form = ReachForm(request.POST or None, initial={"email": reading.email, "phone": reading.phone})
    if done(form, lambda told: services.reach(reading=reading, by=request.user, **told)):
        return request.submission.received(reading, to=acta_part(reading.session))
    url = absolute(f"/{request.ugel.code}{services.path_of(reading)}")
    recipient = services.recipient_of(reading)
    context = {
        "reading": reading,
        "form": form,
        "url": url,
        "qr": qr_svg(url, title=str(reading.attendance)),
        "recipient": recipient,
        "whatsapp": whatsapp_url(recipient.phone, _invitation(request, reading, url)) if recipient.phone else "",
    }
    return render(request, "dialogues/reading_link.html", context, status=422 if form.errors else 200)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.renew_link")
def reading_renew(request, pk):
    """It was lost, or somebody else has it."""
    reading = services.renew_link(reading=_reading(pk), by=request.user)
    words = _("El enlace de antes ya no abre. Entregue este.")
    return request.submission.received(reading, to=reverse("dialogues:reading_link", args=[reading.pk]), words=words)


@access(permissions.LEAD)
@accepts_once("dialogues.rule")
def observation_rule(request, pk):
    """One proposed change: taken in, or not and why."""
    reading = _reading(pk)
    form = RulingForm(request.POST or None, initial={"answered_at": _moment(reading.answered_at)})
    made = done(form, lambda told: services.rule(reading=reading, by=request.user, **told))
    if made:
        return request.submission.received(made, to=acta_part(reading.session))
    agreements = reading.session.agreements.standing().select_related("partner").order_by("pk")
    return htmx.form(request, "dialogues/observation_rule.html", form=form, reading=reading, agreements=agreements)


def _reading(pk) -> Reading:
    """One of an acta that is not issued, or 404."""
    rows = Reading.objects.select_related("session__table__territory", "attendance__contact")
    return get_object_or_404(rows.exclude(session__in=Acta.objects.values("session")), pk=pk)


def _read(request, reading):
    told = selectors.noted_at(reading.session)
    read = selectors.digest_of(told)
    initial = {"said": reading.answer, "words": reading.words, "read": read}
    form = ReadingForm(request.POST or None, initial=initial)
    if done(form, lambda told: services.answer(reading=reading, **told)):
        to = reverse("dialogues:reading_show", args=[services.token_of(reading)])
        return request.submission.received(reading, to=to, words=_("La UGEL recibió su respuesta. Gracias."))
    if form.is_bound:  # asked again of what the page now says
        form.data = form.data.copy()
        form.data["read"] = read
    context = {
        "reading": reading,
        "form": form,
        "told": told,
        "has_changed": bool(reading.answer) and reading.told_sha256 != read,
    }
    return render(request, "dialogues/door/reading.html", context, status=422 if form.errors else 200)


def _issued(request, reading, document):
    """After the acta is issued its readers take it here: the one in force, with its PDF."""
    pdf = f"/{request.ugel.code}{download_path(document)}" if document.is_printed else ""
    context = {"reading": reading, "document": document, "pdf": pdf}
    if request.method == "POST":  # an answer that came late is told so, and kept nowhere
        return render(request, "dialogues/door/issued.html", {**context, "is_late": True}, status=409)
    return render(request, "dialogues/door/issued.html", context)


def _invitation(request, reading, url) -> str:
    with speaking(request.ugel, services.recipient_of(reading).language):
        return f"{request.ugel.name}. {services.invitation(reading)} {url}"


def _moment(at):
    """A moment as its hidden field gives it back, to the microsecond."""
    return at.isoformat() if at else ""
