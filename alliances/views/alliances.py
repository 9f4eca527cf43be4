from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from alliances import permissions, selectors, services
from alliances.enums import Stage
from alliances.filters import AllianceFilter
from alliances.forms import AllianceForm, EndForm, PaperForm, SignForm, StrikeForm
from alliances.models import Alliance, AlliancePaper
from alliances.resources import alliance_header, alliance_rows
from alliances.tables import AllianceTable
from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from core.ui import htmx
from needs.selectors import schools_for
from partners.models import Partner
from schools.views.downloads import Download, answer_with, ways_to_download

ALLIANCES_A_PAGE = 25


@access(permissions.VIEW)
def alliance_list(request):
    """Every alliance with its partners, narrowed by state or by what needs somebody."""
    found = AllianceFilter(request.GET, queryset=Alliance.objects.all(), request=request)
    table = AllianceTable(selectors.with_list_columns(found.qs))
    RequestConfig(request, paginate={"per_page": ALLIANCES_A_PAGE, "silent": True}).configure(table)
    context = {"table": table, "filter": found, "is_empty": not Alliance.objects.exists()}
    context["actions"] = ways_to_download(request, "alliances:alliance_export")
    if request.allows(permissions.WRITE):
        context["action"] = {
            "label": _("Registrar una alianza"),
            "url": reverse("alliances:alliance_create"),
            "icon": "plus",
        }
    return render(request, "alliances/alliance_list.html", context)


@access(permissions.VIEW)
def alliance_export(request, kind):
    """The list as it is filtered, one row an alliance."""
    found = AllianceFilter(request.GET, queryset=Alliance.objects.all(), request=request)
    rows = partial(alliance_rows, found.qs)
    return answer_with(request, kind, Download("alianzas", _("Alianzas"), alliance_header(), rows))


@access(permissions.VIEW)
def alliance_detail(request, pk):
    """What was agreed, with whom, for whom, its documents, what can be done now, what happened."""
    alliance = _alliance(pk)
    context = {
        "alliance": alliance,
        "parties": [party.partner for party in alliance.parties.select_related("partner").order_by("pk")],
        "schools": [named.school for named in alliance.schools.select_related("school").order_by("school__name")],
        "papers": alliance.papers.filter(struck_because="").select_related("file").order_by("-created_at"),
        "resources": alliance.resources.standing().order_by("pk"),
        "stages": selectors.stages_of(alliance),
        "currency": request.ugel.currency,
        "renewal": selectors.renewal_of(alliance),
        "next": selectors.what_next(alliance) if request.allows(permissions.WRITE) else None,
        "events": timeline_of(alliance),
    }
    return render(request, "alliances/alliance_detail.html", context)


@access(permissions.WRITE)
@accepts_once("alliances.register")
def alliance_create(request):
    first = {"followed_by": request.user.pk, "partners": request.GET.getlist("aliado")}
    form = AllianceForm(request.POST or None, initial=first)
    if alliance := done(form, lambda told: services.register_alliance(by=request.user, **told)):
        return request.submission.received(alliance, words=_("La alianza quedó registrada."))
    return htmx.form(request, "alliances/alliance_form.html", form=form, title=_("Registrar una alianza"))


@access(permissions.WRITE)
@accepts_once("alliances.correct")
def alliance_edit(request, pk):
    alliance = _alliance(pk)
    form = AllianceForm(request.POST or None, instance=_alliance(pk))
    if done(form, lambda told: services.correct_alliance(alliance=alliance, by=request.user, **told)):
        return request.submission.received(alliance, words=_("Los datos se corrigieron."))
    title = _("Corregir los datos")
    return htmx.form(request, "alliances/alliance_form.html", form=form, alliance=alliance, title=title)


@access(permissions.WRITE)
@require_POST
@accepts_once("alliances.move")
def alliance_move(request, pk):
    """One step of the talks."""
    alliance = _alliance(pk)
    stage = request.POST.get("stage", "")
    if stage not in (Stage.IDENTIFIED, Stage.CONTACTED, Stage.NEGOTIATING):
        return redirect(alliance)
    return _done(request, alliance, lambda: services.move_talks(alliance=alliance, to=Stage(stage), by=request.user))


@access(permissions.WRITE)
@accepts_once("alliances.sign")
def alliance_sign(request, pk):
    alliance = _alliance(pk)
    known = {name: getattr(alliance, name) for name in ("from_date", "to_date", "reference") if getattr(alliance, name)}
    form = SignForm(request.POST or None, request.FILES or None, initial=known)
    if form.is_valid():
        try:
            services.sign_alliance(alliance=alliance, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(alliance, words=_("La alianza está firmada."))
    return htmx.form(request, "alliances/alliance_sign.html", form=form, alliance=alliance)


@access(permissions.WRITE)
@accepts_once("alliances.end")
def alliance_end(request, pk):
    alliance = _alliance(pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_alliance(alliance=alliance, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(alliance, words=_("La alianza terminó."))
    return htmx.form(request, "alliances/alliance_end.html", form=form, alliance=alliance)


@access(permissions.WRITE)
@require_POST
@accepts_once("alliances.renew")
def alliance_renew(request, pk):
    """A copy to be talked over and signed anew, on its own page."""
    alliance = _alliance(pk)
    try:
        following = services.renew_alliance(alliance=alliance, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(alliance)
    words = _("La renovación está lista: revise las fechas y anote la firma.")
    return request.submission.received(following, words=words)


@access(permissions.WRITE)
@accepts_once("alliances.add_paper")
def paper_add(request, pk):
    alliance = _alliance(pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.add_paper(alliance=alliance, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("scan", str(error))
        else:
            return request.submission.received(alliance, words=_("El documento quedó guardado."))
    return htmx.form(request, "alliances/paper_add.html", form=form, alliance=alliance)


@access(permissions.WRITE)
@accepts_once("alliances.strike_paper")
def paper_strike(request, pk):
    """Take off a document that was kept by mistake."""
    papers = AlliancePaper.objects.filter(struck_because="").select_related("alliance")
    paper, form = get_object_or_404(papers, pk=pk), StrikeForm(request.POST or None)
    if done(form, lambda told: services.strike_paper(paper=paper, by=request.user, **told)):
        return request.submission.received(paper.alliance, words=_("El documento se quitó."))
    return htmx.form(request, "alliances/paper_strike.html", form=form, paper=paper, alliance=paper.alliance)


@access(permissions.VIEW)
def partner_alliances(request, pk):
    """The tab of the partner's page."""
    partner = get_object_or_404(Partner, pk=pk)
    rows = selectors.with_list_columns(selectors.of_partner(partner)).order_by("-from_date", "-pk")
    return render(request, "alliances/partner_alliances.html", {"partner": partner, "alliances": rows})


@access(permissions.VIEW)
def school_alliances(request, pk):
    """The tab of the school's page: what names it, or is for the place it lies in."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    rows = selectors.with_list_columns(Alliance.objects.of_school(school)).order_by("-from_date", "-pk")
    return render(request, "alliances/school_alliances.html", {"school": school, "alliances": rows})


def _alliance(pk) -> Alliance:
    return get_object_or_404(Alliance.objects.select_related("territory", "followed_by", "renews"), pk=pk)


def _done(request, alliance, act):
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(alliance)
    return request.submission.received(alliance, words=_("Quedó anotado."))
