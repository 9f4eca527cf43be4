from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from adoptions import permissions, selectors, services
from adoptions.forms import AdoptForm, HandOverForm, RenewForm
from adoptions.models import WorkDay
from adoptions.views.finding import adoption_here
from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import ReasonForm, done
from core.ui import htmx
from partners.models import Partner


@access(permissions.VIEW)
def adoption_detail(request, pk):
    """Who has the school until when, what was planned, what was seen, who had it before, what can be done now."""
    adoption = adoption_here(pk)
    days = list(WorkDay.objects.with_promise().filter(adoption=adoption))
    may_manage = request.allows(permissions.MANAGE)
    holders = adoption.holders.select_related("partner").order_by("-since_date")
    context = {
        "adoption": adoption,
        "days": days,
        # The names of contacts are personal data: whoever reads from above sees the unit alone.
        "holders": holders.select_related("contact") if may_manage else holders,
        "units": selectors.units_of(adoption, days),
        "renewal": adoption.renewals.first(),
        "next": selectors.what_next(adoption) if may_manage else None,
        "shows_people": may_manage,
        "events": timeline_of(adoption),
    }
    return render(request, "adoptions/adoption_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("adoptions.adopt")
def adoption_create(request):
    form = AdoptForm(request.POST or None, initial={"school": request.GET.get("escuela")})
    made = done(form, lambda told: services.adopt(by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La escuela tiene quien la cuide. Planifique su jornada."))
    return htmx.form(request, "adoptions/adoption_create.html", form=form)


@access(permissions.MANAGE)
@accepts_once("adoptions.renew")
def adoption_renew(request, pk):
    adoption = adoption_here(pk)
    form = RenewForm(request.POST or None)
    made = done(form, lambda told: services.renew(adoption=adoption, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La adopción quedó renovada."))
    return htmx.form(request, "adoptions/adoption_renew.html", form=form, adoption=adoption)


@access(permissions.MANAGE)
@accepts_once("adoptions.hand_over")
def adoption_hand_over(request, pk):
    adoption = adoption_here(pk)
    form = HandOverForm(request.POST or None, adoption=adoption)
    made = done(form, lambda told: services.hand_over(adoption=adoption, by=request.user, **told))
    if made:
        return request.submission.received(adoption, words=_("El relevo quedó anotado."))
    return htmx.form(request, "adoptions/adoption_hand_over.html", form=form, adoption=adoption)


@access(permissions.MANAGE)
@accepts_once("adoptions.return")
def adoption_return(request, pk):
    adoption = adoption_here(pk)
    form = ReasonForm(request.POST or None)
    made = done(form, lambda told: services.return_school(adoption=adoption, by=request.user, **told))
    if made:
        return request.submission.received(adoption, words=_("La escuela quedó libre para otra unidad."))
    return htmx.form(request, "adoptions/adoption_return.html", form=form, adoption=adoption)


@access(permissions.RECOGNISE)
@require_POST
@accepts_once("adoptions.recognise")
def recognition_issue(request, pk, partner_pk):
    """The certificate of one unit, on its paper's page."""
    adoption, partner = adoption_here(pk), get_object_or_404(Partner, pk=partner_pk)
    try:
        made = services.recognise(adoption=adoption, partner=partner, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(adoption)
    return request.submission.received(made, to=made.document.page_url, words=_("El certificado está emitido."))
