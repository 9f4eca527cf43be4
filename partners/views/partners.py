from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from core.ui import htmx
from partners import permissions, services
from partners.forms import FirstContactForm, PartnerForm, ReasonForm
from partners.selectors.detail import contact_lines, offers_of
from partners.selectors.records import promises_are_known, record_of
from partners.views.finding import open_partner_or_404, partner_or_404


@access(permissions.VIEW)
def partner_detail(request, pk):
    """Who they are, whom to call, what they offer, how they keep their word, what happened."""
    partner = partner_or_404(pk)
    context = {
        "partner": partner,
        "places": [
            link.territory for link in partner.territories.select_related("territory").order_by("territory__code")
        ],
        "contacts": contact_lines(partner),
        "offers": offers_of(partner),
        "may_write": request.allows(permissions.WRITE) and not partner.merged_into_id,
        "record": _record(request, partner),
        "events": timeline_of(partner),
    }
    return render(request, "partners/partner_detail.html", context)


def _record(request, partner):
    """Nothing for those who may not see it, and before anybody knows promises."""
    if not request.allows(permissions.VIEW_RECORD):
        return None
    record = record_of(partner)
    return record if promises_are_known() or not record.is_empty else None


@access(permissions.WRITE)
@accepts_once("partners.register")
def partner_create(request):
    """Who looks like a known partner is shown before a new one is saved."""
    form, contact = PartnerForm(request.POST or None), FirstContactForm(request.POST or None)
    similar = []
    if form.is_valid() and contact.is_valid():
        similar = form.similar() if "is_new" not in request.POST else []
        if not similar:
            try:
                partner = _register(form, contact, by=request.user)
                return request.submission.received(partner, words=_("El aliado quedó registrado."))
            except DomainError as error:
                form.add_error(None, str(error))
    context = {"form": form, "contact": contact, "similar": similar}
    return render(request, "partners/partner_create.html", context, status=422 if request.method == "POST" else 200)


def _register(form, contact, *, by):
    partner = services.register_partner(by=by, **form.told())
    if contact.has_changed():
        services.add_contact(partner=partner, by=by, **contact.told())
    return partner


@access(permissions.WRITE)
@accepts_once("partners.edit")
def partner_edit(request, pk):
    partner = open_partner_or_404(pk)
    form = PartnerForm(request.POST or None, instance=partner)
    if done(form, lambda told: services.correct_partner(partner=partner, by=request.user, **told)):
        return request.submission.received(partner, words=_("Los datos se corrigieron."))
    return htmx.form(request, "partners/partner_edit.html", form=form, partner=partner_or_404(pk))


@access(permissions.WRITE)
@accepts_once("partners.deactivate")
def partner_deactivate(request, pk):
    """They no longer help; nothing is lost and one tap brings them back."""
    partner = open_partner_or_404(pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        services.deactivate_partner(partner=partner, by=request.user, reason=form.cleaned_data["reason"])
        return request.submission.received(partner, words=_("El aliado ya no aparece entre los que apoyan."))
    return htmx.form(request, "partners/partner_deactivate.html", form=form, partner=partner)


@access(permissions.WRITE)
@require_POST
@accepts_once("partners.reactivate")
def partner_reactivate(request, pk):
    partner = services.reactivate_partner(partner=open_partner_or_404(pk), by=request.user)
    return request.submission.received(partner, words=_("El aliado vuelve a estar entre los que apoyan."))
