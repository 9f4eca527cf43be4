from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from partners import permissions, services
from partners.forms import OfferForm
from partners.views.finding import offer_or_404, open_partner_or_404


@access(permissions.WRITE)
@accepts_once("partners.record_offer")
def offer_add(request, pk):
    partner = open_partner_or_404(pk)
    form = OfferForm(request.POST or None)
    if form.is_valid():
        try:
            services.record_offer(partner=partner, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(partner, words=_("Quedó anotado lo que puede dar."))
    return htmx.form(request, "partners/offer_form.html", form=form, partner=partner, title=_("Lo que puede dar"))


@access(permissions.WRITE)
@accepts_once("partners.edit_offer")
def offer_edit(request, pk):
    offer = offer_or_404(pk)
    form = OfferForm(request.POST or None, instance=offer)
    if form.is_valid():
        services.correct_offer(offer=offer, by=request.user, **form.cleaned_data)
        return request.submission.received(offer.partner, words=_("El ofrecimiento se corrigió."))
    context = {"partner": offer.partner, "title": _("Corregir lo que puede dar")}
    return htmx.form(request, "partners/offer_form.html", form=form, **context)


@access(permissions.WRITE)
@require_POST
@accepts_once("partners.withdraw_offer")
def offer_withdraw(request, pk):
    offer = services.withdraw_offer(offer=offer_or_404(pk), by=request.user)
    words = _("El ofrecimiento ya no está vigente. Puede deshacerlo abajo, en «Ya no ofrece».")
    return request.submission.received(offer.partner, words=words)


@access(permissions.WRITE)
@require_POST
@accepts_once("partners.reopen_offer")
def offer_reopen(request, pk):
    offer = services.reopen_offer(offer=offer_or_404(pk), by=request.user)
    return request.submission.received(offer.partner, words=_("El ofrecimiento está vigente otra vez."))
