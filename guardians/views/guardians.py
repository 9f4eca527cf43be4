from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.files.services import store_paper
from core.submissions.decorators import accepts_once
from core.tenancy.forms import ReasonForm, done
from core.ui import htmx
from guardians import permissions, selectors, services
from guardians.enums import TieKind
from guardians.forms import AcceptForm, CodeForm, PlacesForm, ScanForm, TieForm
from guardians.models import OWNER, Code, Tie, Visit
from guardians.views.finding import guardian_here

SHOWN_SCHOOLS = 60
SHOWN_VISITS = 25


@access(permissions.VIEW)
def guardian_detail(request, pk):
    """Their schools, what they declared, what they have to see and saw."""
    guardian = guardian_here(pk)
    schools = selectors.schools_of(guardian)
    context = {
        "guardian": guardian,
        "watches": guardian.watches.select_related("school", "territory").order_by("territory__name", "school__name"),
        "schools": schools[:SHOWN_SCHOOLS],
        "ties": guardian.ties.select_related("partner").order_by("ended_date", "-pk"),
        "visits": Visit.objects.filter(guardian=guardian).with_names().in_order()[:SHOWN_VISITS],
        "may_manage": request.allows(permissions.MANAGE) and guardian.ended_date is None,
        "events": timeline_of(guardian, names_witnesses=True),
    }
    return render(request, "guardians/guardian_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("guardians.accept")
def guardian_accept(request):
    """Who, for which schools, with the code signed and the ties declared."""
    form = AcceptForm(request.POST or None, request.FILES or None, initial=_asked(request))
    made = done(form, lambda told: _accepted(request, form, told))
    if made:
        return request.submission.received(made, words=_("Quedó aceptado. Entréguele su tarjeta para que ingrese."))
    context = {"form": form, "code": Code.objects.order_by("-number").first()}
    return htmx.form(request, "guardians/guardian_accept.html", **context)


@access(permissions.MANAGE)
@accepts_once("guardians.places")
def guardian_places(request, pk):
    guardian = guardian_here(pk)
    watches = list(guardian.watches.all())
    initial = {
        "schools": [one.school_id for one in watches if one.school_id],
        "territories": [one.territory_id for one in watches if one.territory_id],
    }
    form = PlacesForm(request.POST or None, initial=initial)
    made = done(form, lambda told: services.change_places(guardian=guardian, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("Sus escuelas quedaron cambiadas desde hoy."))
    return htmx.form(request, "guardians/guardian_places.html", form=form, guardian=guardian)


@access(permissions.MANAGE)
@accepts_once("guardians.scan")
def guardian_scan(request, pk):
    """The signed code, where it came after the person was accepted or the first picture cannot be read."""
    guardian = guardian_here(pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    made = done(form, lambda told: services.attach_scan(guardian=guardian, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La firma quedó guardada."))
    return htmx.form(request, "guardians/guardian_scan.html", form=form, guardian=guardian)


@access(permissions.MANAGE)
@accepts_once("guardians.end")
def guardian_end(request, pk):
    guardian = guardian_here(pk)
    form = ReasonForm(request.POST or None)
    made = done(form, lambda told: services.end(guardian=guardian, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("Desde hoy ya no es guardián. Su tarjeta ya no abre."))
    return htmx.form(request, "guardians/guardian_end.html", form=form, guardian=guardian)


@access(permissions.MANAGE)
@accepts_once("guardians.tie")
def tie_declare(request, pk):
    guardian = guardian_here(pk)
    form = TieForm(request.POST or None)
    made = done(form, lambda told: services.declare_tie(guardian=guardian, by=request.user, **told))
    if made:
        words = _("El vínculo quedó anotado: no será testigo de lo que prometa ese aliado.")
        return request.submission.received(made, to=guardian.get_absolute_url(), words=words)
    return htmx.form(request, "guardians/tie_declare.html", form=form, guardian=guardian)


@access(permissions.MANAGE)
@accepts_once("guardians.tie_end")
def tie_end(request, pk):
    """With the reason: from then on they may be sent to what that partner promised."""
    tie = get_object_or_404(Tie.objects.select_related("guardian__user", "partner"), pk=pk)
    form = ReasonForm(request.POST or None)
    made = done(form, lambda told: services.end_tie(tie=tie, by=request.user, **told))
    if made:
        return request.submission.received(made, to=tie.guardian.get_absolute_url(), words=_("El vínculo terminó hoy."))
    return htmx.form(request, "guardians/tie_end.html", form=form, tie=tie, guardian=tie.guardian)


@access(permissions.MANAGE)
@accepts_once("guardians.code")
def code_publish(request):
    """The code in force, the earlier ones, and the next."""
    versions = list(Code.objects.select_related("published_by").order_by("-number"))
    form = CodeForm(
        request.POST or None,
        initial={"text": versions[0].text if versions else render_to_string("guardians/first_code.txt")},
    )
    made = done(form, lambda told: services.publish_code(by=request.user, **told))
    if made:
        return request.submission.received(made, to=request.path, words=_("El código de conducta está publicado."))
    return htmx.form(request, "guardians/code_publish.html", form=form, versions=versions)


def _asked(request) -> dict:
    return {"user": request.GET.get("persona"), "schools": request.GET.getlist("escuela")}


def _accepted(request, form, told):
    scan = told["scan"]
    keep = (lambda: store_paper(scan, owner=OWNER, by=request.user)) if scan else None
    guardian = services.accept(by=request.user, keep_scan=keep, **form.told())
    kind = told["kind"] or TieKind.WORKS
    is_new = told["partner"] and not guardian.ties.standing().filter(partner=told["partner"], kind=kind).exists()
    if is_new:
        services.declare_tie(guardian=guardian, partner=told["partner"], kind=kind, by=request.user)
    return guardian
