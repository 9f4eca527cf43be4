from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.accounts.enums import SCHOOL_ROLES, STAFF_ROLES
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from core.ui import htmx
from needs.selectors import schools_for
from networks import permissions, selectors, services
from networks.enums import NetworkState
from networks.filters import NetworkFilter
from networks.forms import CloseForm, FoundForm, NetworkForm
from networks.models import Network
from networks.views.finding import network_here
from partners.models import Partner

PAGE = 25
OF_THE_UGEL = STAFF_ROLES | SCHOOL_ROLES  # a region reads no members


def asked_networks(request) -> NetworkFilter:
    """The list as it is filtered."""
    return NetworkFilter(request.GET, queryset=Network.objects.all(), request=request)


@access(permissions.VIEW)
def network_list(request):
    """Which districts have a network, which are awake, how far their plan came."""
    found = asked_networks(request)
    rows = selectors.with_list_columns(found.qs)
    if shows_people := request.allows(permissions.PEOPLE):
        rows = selectors.with_people(rows)
    page = Paginator(rows.order_by("territory__name", "name", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filter": found,
        "shows_people": shows_people,
        "is_empty": not Network.objects.exists(),
        "first": _first(request),
        "rest": _without_page(request),
    }
    return render(request, "networks/network_list.html", context)


def _first(request) -> list[dict]:
    """What the list answers before it is read, each part an address to keep."""
    states = list(Network.objects.with_state().order_by().values_list("state", flat=True))
    counts = {state: states.count(state.value) for state in NetworkState}
    words = {
        NetworkState.ACTIVE: ngettext("%(n)s activa", "%(n)s activas", counts[NetworkState.ACTIVE]),
        NetworkState.SLEEPING: _("%(n)s sin reuniones recientes"),
        NetworkState.LEADERLESS: _("%(n)s sin coordinador"),
        NetworkState.CLOSED: ngettext("%(n)s cerrada", "%(n)s cerradas", counts[NetworkState.CLOSED]),
    }
    asked = request.GET.urlencode()
    return [
        {
            "label": said % {"n": counts[state]},
            "url": f"?estado={state.value}",
            "is_current": asked == f"estado={state.value}",
        }
        for state, said in words.items()
        if counts[state]
    ]


def _without_page(request) -> str:
    rest = request.GET.copy()
    rest.pop("page", None)
    return rest.urlencode()


@access(permissions.VIEW)
def network_detail(request, pk):
    """Who coordinates, who sits in it, its meetings, how far the year's plan came, what happened."""
    network = network_here(pk)
    shows_people = request.allows(permissions.PEOPLE)
    context = {
        "network": network,
        "meetings": selectors.meetings_of(network)[:5],
        "shows_people": shows_people,
        "may_manage": request.allows(permissions.MANAGE) and not network.is_closed,
        "events": timeline_of(network),
    }
    if shows_people:
        members = selectors.lines_of(selectors.members_of(network))
        context |= {
            "members": members,
            "leads": next((line for line in members if line.is_coordinator), None),
            "former": selectors.former_of(network),
            "coordinations": selectors.coordinations_of(network),
            "missing": selectors.missing_sectors([network])[network.pk],
        }
    return render(request, "networks/network_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("networks.found")
def network_create(request):
    first = {"territory": request.GET.get("distrito")}
    form = FoundForm(request.POST or None, request.FILES or None, initial=first)
    made = done(form, lambda told: services.found_network(by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La red quedó registrada. Agregue a sus miembros."))
    has_districts = form.fields["territory"].queryset.exists()
    return htmx.form(request, "networks/network_create.html", form=form, has_districts=has_districts)


@access(permissions.MANAGE)
@accepts_once("networks.correct")
def network_edit(request, pk):
    network = network_here(pk)
    form = NetworkForm(request.POST or None, request.FILES or None, instance=network_here(pk))
    made = done(form, lambda told: services.correct_network(network=network, by=request.user, **told))
    if made:
        return request.submission.received(network, words=_("Los datos se corrigieron."))
    return htmx.form(request, "networks/network_edit.html", form=form, network=network)


@access(permissions.MANAGE)
@accepts_once("networks.close")
def network_close(request, pk):
    network = network_here(pk)
    form = CloseForm(request.POST or None)
    made = done(form, lambda told: services.close_network(network=network, by=request.user, **told))
    if made:
        return request.submission.received(network, words=_("La red quedó cerrada."))
    return htmx.form(request, "networks/network_close.html", form=form, network=network)


@access(permissions.MANAGE)
@require_POST
@accepts_once("networks.reopen")
def network_reopen(request, pk):
    network = network_here(pk)
    try:
        services.reopen_network(network=network, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(network)
    return request.submission.received(network, words=_("La red está abierta otra vez."))


@access(permissions.SCHOOL)
def school_network(request, pk):
    """The tab of the school's page: the network of its district, who speaks for it, what it was promised."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    network = selectors.network_of(school)
    context = {"school": school, "network": network, "shows_members": bool(request.roles & OF_THE_UGEL)}
    if network:
        members = selectors.lines_of(selectors.members_of(network)) if context["shows_members"] else []
        context |= {
            "members": members,
            "own": [line for line in members if line.member.school_id == school.pk],
            "links": selectors.tasks_for(school, network),
            "meetings": selectors.meetings_of(network)[:3],
        }
    return render(request, "networks/school_network.html", context)


@access(permissions.PEOPLE)
def partner_networks(request, pk):
    """The tab of the partner's page: who sits for it in which networks."""
    partner = get_object_or_404(Partner, pk=pk)
    page = Paginator(selectors.of_partner(partner), PAGE).get_page(request.GET.get("page"))
    return render(request, "networks/partner_networks.html", {"partner": partner, "page": page})
