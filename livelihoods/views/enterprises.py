from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from livelihoods import permissions, resources, selectors, services
from livelihoods.filters import EnterpriseFilter
from livelihoods.forms import CloseForm, EnterpriseForm, FamiliesForm, IncomeForm
from livelihoods.models import Enterprise, Income
from livelihoods.views.asking import act_at_once, ask, page_of, without_page
from livelihoods.views.groups import group_here
from schools.views.downloads import Download, answer_with

INCOME_FORM = "livelihoods/income_form.html"


def asked_enterprises(request) -> EnterpriseFilter:
    """The list as it is filtered."""
    return EnterpriseFilter(request.GET, queryset=Enterprise.objects.all(), request=request)


def enterprise_here(pk) -> Enterprise:
    return get_object_or_404(selectors.with_enterprise_columns(Enterprise.objects.all()), pk=pk)


@access(permissions.VIEW)
def enterprise_list(request):
    """What the groups run in each ayil aymak or district, how many families work there, when income was last told."""
    found = asked_enterprises(request)
    rows = selectors.with_enterprise_columns(found.qs)
    rows = rows.order_by("group__village__parent__name", "group__village__name", "kind", "pk")
    context = {
        "page": page_of(request, rows),
        "filter": found,
        "rest": without_page(request),
        "kinds": selectors.counts_of_kinds(Enterprise.objects.open()),
        "is_empty": not Enterprise.objects.exists(),
    }
    return render(request, "livelihoods/enterprise_list.html", context)


@access(permissions.VIEW)
def enterprise_export(request, kind):
    rows = partial(resources.enterprise_rows, asked_enterprises(request).qs)
    return answer_with(request, kind, Download("empresas", _("Empresas"), resources.enterprise_header(), rows))


@access(permissions.VIEW)
def enterprise_detail(request, pk):
    """What was told of one enterprise: families, incomes with where they went, former words too."""
    enterprise = enterprise_here(pk)
    context = {
        "enterprise": enterprise,
        "incomes": selectors.incomes_of(enterprise)[:24],
        "families": enterprise.families.select_related("recorded_by").order_by("-day", "-recorded_at")[:12],
        "changes": enterprise.changes.select_related("changed_by").order_by("-changed_at"),
        "currency": request.ugel.currency,
        "may_manage": request.allows(permissions.MANAGE),
        "events": timeline_of(enterprise),
    }
    return render(request, "livelihoods/enterprise_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("livelihoods.open_enterprise")
def enterprise_open(request, pk):
    group = group_here(pk)
    form = EnterpriseForm(request.POST or None, group=group)
    made = done(form, lambda told: services.open_enterprise(group=group, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("Quedó registrada. Cuente cuántas familias trabajan en ella."))
    lead = _("Un centro de recursos también se registra aquí, y se cuenta aparte de las empresas.")
    told = {"title": _("Registrar una empresa"), "button": _("Registrar"), "lead": lead}
    return ask(request, form, of=group, back=group.get_absolute_url(), **told)


@access(permissions.MANAGE)
@accepts_once("livelihoods.correct_enterprise")
def enterprise_edit(request, pk):
    enterprise = enterprise_here(pk)
    form = EnterpriseForm(request.POST or None, instance=enterprise_here(pk), group=enterprise.group)
    if done(form, lambda told: services.correct_enterprise(enterprise=enterprise, by=request.user, **told)):
        return request.submission.received(enterprise, words=_("Se corrigió; lo que decía antes queda en su historia."))
    return _of(request, enterprise, form, title=_("Corregir la empresa"), button=_("Guardar"))


@access(permissions.MANAGE)
@accepts_once("livelihoods.close_enterprise")
def enterprise_close(request, pk):
    enterprise = enterprise_here(pk)
    form = CloseForm(request.POST or None)
    if done(form, lambda told: services.close_enterprise(enterprise=enterprise, by=request.user, **told)):
        return request.submission.received(enterprise, words=_("Quedó cerrada."))
    return _of(request, enterprise, form, title=_("Cerrar la empresa"), button=_("Cerrar"))


@access(permissions.MANAGE)
@require_POST
@accepts_once("livelihoods.reopen_enterprise")
def enterprise_reopen(request, pk):
    enterprise = enterprise_here(pk)
    act = partial(services.reopen_enterprise, enterprise=enterprise, by=request.user)
    return act_at_once(request, act, back=enterprise.get_absolute_url(), words=_("Está en marcha otra vez."))


@access(permissions.MANAGE)
@accepts_once("livelihoods.tell_families")
def families_tell(request, pk):
    enterprise = enterprise_here(pk)
    form = FamiliesForm(request.POST or None)
    act = partial(services.tell_families, enterprise=enterprise, by=request.user)
    if made := done(form, lambda _told: act(**form.words())):
        return request.submission.received(made, to=_part(enterprise, "familias"), words=_("La cuenta quedó anotada."))
    lead = _("Cuántas, sin nombres. La cuenta del último día es la que vale; las anteriores quedan.")
    return _of(request, enterprise, form, title=_("Contar las familias con trabajo"), button=_("Guardar"), lead=lead)


@access(permissions.MANAGE)
@accepts_once("livelihoods.tell_income")
def income_tell(request, pk):
    return _income(request, enterprise_here(pk), None, _("Contar un ingreso"))


@access(permissions.MANAGE)
@accepts_once("livelihoods.correct_income")
def income_correct(request, pk):
    income = get_object_or_404(Income.objects.standing(), pk=pk)
    return _income(request, enterprise_here(income.enterprise_id), income, _("Corregir un ingreso"))


def _income(request, enterprise, corrects, title):
    names = ("from_date", "to_date", "gross", "cost", "net")
    initial = {name: getattr(corrects, name) for name in names} if corrects else None
    about = {"enterprise": enterprise, "currency": request.ugel.currency, "parts": request.GET.get("partes", "")}
    form = IncomeForm(request.POST or None, corrects=corrects, initial=initial, **about)
    made = done(form, lambda _told: services.tell_income(enterprise=enterprise, by=request.user, **form.words()))
    if made:
        words = _("El ingreso quedó contado y su reparto cuadra.")
        return request.submission.received(made, to=_part(enterprise, "ingresos"), words=words)
    lead = _("Lo que quedó se reparte entero: a qué comunidad llegó y para qué. Si falta o sobra algo, se dice cuánto.")
    return _of(request, enterprise, form, title=title, button=_("Guardar el ingreso"), lead=lead, template=INCOME_FORM)


def _of(request, enterprise, form, **told):
    of = f"{enterprise} · {enterprise.group}"
    return ask(request, form, of=of, back=enterprise.get_absolute_url(), **told)


def _part(enterprise, part) -> str:
    return f"{enterprise.get_absolute_url()}#{part}"
