from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from core.ui import htmx
from networks import permissions, services
from networks.forms import CoordinatorForm, EndForm, MemberCorrection, MemberForm
from networks.models import Network
from networks.views.finding import member_here, page_of

PART = "miembros"


@access(permissions.MANAGE)
@accepts_once("networks.add_member")
def member_add(request, pk):
    network = get_object_or_404(Network.objects.select_related("territory"), pk=pk)
    form = MemberForm(request.POST or None, network=network)
    made = done(form, lambda _told: services.add_member(network=network, by=request.user, **form.told()))
    if made:
        return request.submission.received(made, to=page_of(network, PART), words=_("Ya es miembro de la red."))
    return htmx.form(request, "networks/member_add.html", form=form, network=network)


@access(permissions.MANAGE)
@accepts_once("networks.correct_member")
def member_edit(request, pk):
    member = member_here(pk)
    form = MemberCorrection(request.POST or None, instance=member_here(pk))
    made = done(form, lambda told: services.correct_member(member=member, by=request.user, **told))
    if made:
        return request.submission.received(made, to=page_of(member.network, PART), words=_("Los datos se corrigieron."))
    return htmx.form(request, "networks/member_edit.html", form=form, member=member)


@access(permissions.MANAGE)
@accepts_once("networks.end_member")
def member_end(request, pk):
    member = member_here(pk)
    form = EndForm(request.POST or None)
    made = done(form, lambda told: services.end_member(member=member, by=request.user, **told))
    if made:
        words = _("Dejó la red. Si fue un error, lo recupera en «Quienes estuvieron».")
        return request.submission.received(made, to=page_of(member.network, PART), words=words)
    return htmx.form(request, "networks/member_end.html", form=form, member=member)


@access(permissions.MANAGE)
@require_POST
@accepts_once("networks.restore_member")
def member_restore(request, pk):
    member = member_here(pk)
    to = page_of(member.network, PART)
    try:
        services.restore_member(member=member, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(to)
    return request.submission.received(member, to=to, words=_("Está en la red otra vez."))


@access(permissions.MANAGE)
@accepts_once("networks.name_coordinator")
def coordinator_name(request, pk):
    network = get_object_or_404(Network.objects.select_related("territory"), pk=pk)
    form = CoordinatorForm(request.POST or None, network=network)
    made = done(form, lambda told: services.name_coordinator(network=network, by=request.user, **told))
    if made:
        return request.submission.received(network, words=_("Quedó anotado quién coordina."))
    return htmx.form(request, "networks/coordinator_name.html", form=form, network=network)
