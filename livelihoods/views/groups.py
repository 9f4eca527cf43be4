from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from livelihoods import permissions, resources, selectors, services
from livelihoods.enums import MemberRole
from livelihoods.filters import GroupFilter
from livelihoods.forms import CloseForm, EndForm, FormGroupForm, GrantForm, GroupForm, MemberForm, WatchForm
from livelihoods.models import Grant, GroupMember, InitiativeGroup, Support
from livelihoods.views.asking import act_at_once, ask, page_of, without_page
from schools.views.downloads import Download, answer_with


def asked_groups(request) -> GroupFilter:
    """The list as it is filtered."""
    return GroupFilter(request.GET, queryset=InitiativeGroup.objects.all(), request=request)


@access(permissions.VIEW)
def group_list(request):
    """Which communities have a group, what it runs, when money last came."""
    found = asked_groups(request)
    rows = selectors.with_list_columns(found.qs).order_by("village__parent__name", "village__name", "pk")
    is_empty = not InitiativeGroup.objects.exists()
    context = {"page": page_of(request, rows), "filter": found, "rest": without_page(request), "is_empty": is_empty}
    return render(request, "livelihoods/group_list.html", context)


@access(permissions.VIEW)
def group_export(request, kind):
    rows = partial(resources.group_rows, asked_groups(request).qs)
    return answer_with(request, kind, Download("grupos", _("Grupos"), resources.group_header(), rows))


def group_here(pk) -> InitiativeGroup:
    return get_object_or_404(selectors.with_state(InitiativeGroup.objects.select_related("village__parent")), pk=pk)


def member_here(pk) -> GroupMember:
    return get_object_or_404(GroupMember.objects.select_related("group__village"), pk=pk)


@access(permissions.VIEW)
def group_detail(request, pk):
    """Members, grants, enterprises, what of their income came to the village, help, who watches."""
    group = group_here(pk)
    support = selectors.support_rows(Support.objects.standing().filter(territory=group.village_id))
    watches = group.watches.standing().select_related("recorded_by").order_by("-day", "watcher")
    context = {
        "group": group,
        "enterprises": selectors.with_enterprise_columns(group.enterprises.all()).order_by("closed_date", "pk"),
        "grants": group.grants.standing().select_related("partner").order_by("-awarded_date", "pk"),
        "received": selectors.received_by(group)[:10],
        "purposes": selectors.sums_by_purpose(group),
        "support": support[:10],
        "watches": watches[:10],
        "currency": request.ugel.currency,
        "may_manage": request.allows(permissions.MANAGE) and not group.is_closed,
        "shows_people": request.allows(permissions.PEOPLE),
        "events": timeline_of(group),
    }
    if context["shows_people"]:
        members = list(group.members.order_by("name", "pk"))
        context["members"] = sorted(
            (one for one in members if not one.is_former), key=lambda one: one.role != MemberRole.COORDINATOR
        )
        context["former"] = [one for one in members if one.is_former]
    return render(request, "livelihoods/group_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("livelihoods.form_group")
def group_create(request):
    form = FormGroupForm(request.POST or None)
    made = done(form, lambda told: services.form_group(by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("El grupo quedó registrado. Agregue a sus miembros."))
    lead = _("Uno por comunidad. Lo que reparta de sus ingresos se cuenta después, empresa por empresa.")
    told = {"title": _("Registrar un grupo"), "of": "", "button": _("Registrar"), "lead": lead}
    return ask(request, form, back=_list_url(), **told)


@access(permissions.MANAGE)
@accepts_once("livelihoods.correct_group")
def group_edit(request, pk):
    group = group_here(pk)
    form = GroupForm(request.POST or None, instance=group_here(pk))
    if done(form, lambda told: services.correct_group(group=group, by=request.user, **told)):
        return request.submission.received(group, words=_("Los datos se corrigieron."))
    return _of(request, group, form, title=_("Corregir los datos del grupo"), button=_("Guardar"))


@access(permissions.MANAGE)
@accepts_once("livelihoods.close_group")
def group_close(request, pk):
    group = group_here(pk)
    form = CloseForm(request.POST or None)
    if done(form, lambda told: services.close_group(group=group, by=request.user, **told)):
        return request.submission.received(group, words=_("El grupo quedó cerrado."))
    lead = _("La comunidad podrá formar otro. Lo que este hizo queda en su página, y se puede abrir otra vez.")
    return _of(request, group, form, title=_("Cerrar el grupo"), button=_("Cerrar el grupo"), lead=lead)


@access(permissions.MANAGE)
@require_POST
@accepts_once("livelihoods.reopen_group")
def group_reopen(request, pk):
    group = group_here(pk)
    act = partial(services.reopen_group, group=group, by=request.user)
    return act_at_once(request, act, back=group.get_absolute_url(), words=_("El grupo está abierto otra vez."))


@access(permissions.MANAGE)
@accepts_once("livelihoods.add_member")
def member_add(request, pk):
    group = group_here(pk)
    form = MemberForm(request.POST or None)
    if made := done(form, lambda told: services.add_member(group=group, by=request.user, **told)):
        return request.submission.received(made, to=_part(group, "miembros"), words=_("Ya está en el grupo."))
    return _of(request, group, form, title=_("Agregar un miembro"), button=_("Agregar"))


@access(permissions.MANAGE)
@accepts_once("livelihoods.correct_member")
def member_edit(request, pk):
    member = member_here(pk)
    form = MemberForm(request.POST or None, instance=member_here(pk))
    if done(form, lambda told: services.correct_member(member=member, by=request.user, **told)):
        return request.submission.received(member, to=_part(member.group, "miembros"), words=_("Se corrigió."))
    return _of(request, member.group, form, title=_("Corregir a un miembro"), button=_("Guardar"))


@access(permissions.MANAGE)
@accepts_once("livelihoods.end_member")
def member_end(request, pk):
    member = member_here(pk)
    form = EndForm(request.POST or None)
    if done(form, lambda told: services.end_member(member=member, by=request.user, **told)):
        return request.submission.received(member, to=_part(member.group, "miembros"), words=_("Quedó anotado."))
    title = _("%(name)s deja el grupo") % {"name": member.name}
    return _of(request, member.group, form, title=title, button=_("Deja el grupo"))


@access(permissions.MANAGE)
@require_POST
@accepts_once("livelihoods.restore_member")
def member_restore(request, pk):
    member = member_here(pk)
    act = partial(services.restore_member, member=member, by=request.user)
    return act_at_once(request, act, back=_part(member.group, "miembros"), words=_("Está en el grupo otra vez."))


@access(permissions.MANAGE)
@accepts_once("livelihoods.tell_grant")
def grant_add(request, pk):
    group = group_here(pk)
    return _grant(request, group, None, _("Anotar una donación"))


@access(permissions.MANAGE)
@accepts_once("livelihoods.correct_grant")
def grant_correct(request, pk):
    grant = get_object_or_404(Grant.objects.standing().select_related("group__village"), pk=pk)
    return _grant(request, grant.group, grant, _("Corregir una donación"))


def _grant(request, group, corrects, title):
    names = ("partner", "amount", "awarded_date", "purpose")
    initial = {name: getattr(corrects, name) for name in names} if corrects else None
    form = GrantForm(request.POST or None, corrects=corrects, initial=initial, currency=request.ugel.currency)
    made = done(form, lambda _told: services.tell_grant(group=group, by=request.user, **form.words()))
    if made:
        return request.submission.received(made, to=_part(group, "donaciones"), words=_("La donación quedó anotada."))
    return _of(request, group, form, title=title, button=_("Guardar"))


@access(permissions.MANAGE)
@accepts_once("livelihoods.tell_watch")
def watch_tell(request, pk):
    group = group_here(pk)
    form = WatchForm(request.POST or None)
    if made := done(form, lambda told: services.tell_watch(group=group, by=request.user, **told)):
        return request.submission.received(made, to=_part(group, "vigilan"), words=_("Quedó anotado."))
    lead = _("Quién mira que una parte del ingreso siga llegando a las niñas y los niños.")
    return _of(request, group, form, title=_("Anotar quién vigila"), button=_("Guardar"), lead=lead)


def _of(request, group, form, **told):
    return ask(request, form, of=group, back=group.get_absolute_url(), **told)


def _part(group, part) -> str:
    """The part of the group's page where something stands now."""
    return f"{group.get_absolute_url()}#{part}"


def _list_url() -> str:
    return reverse("livelihoods:group_list")
