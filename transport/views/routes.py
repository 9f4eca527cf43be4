from datetime import timedelta
from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from schools.models import School
from schools.selectors.maps import outlines_of
from schools.views.downloads import Download, answer_with
from transport import permissions, resources, selectors, services
from transport.filters import RouteFilter
from transport.forms import PayForm, RouteForm
from transport.models import Route, RouteCommitment
from transport.selectors.days import lanes_of
from transport.views.finding import asked_day, route_here, route_seen, school_seen

PAGE, WEEK = 25, timedelta(days=7)


def _asked(request) -> RouteFilter:
    return RouteFilter(request.GET, queryset=Route.objects.all(), request=request)


def _judged(routes):
    today, limits = timezone.localdate(), selectors.limits()
    for route in routes:
        route.verdict = selectors.verdict_of(route, day=today, limits=limits)
    return routes


@access(permissions.VIEW)
def route_list(request):
    """Which routes there are, who has a seat, and whether what carries them is safe."""
    found = _asked(request)
    rows = selectors.with_list_columns(found.qs).order_by("school__name", "name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    _judged(page)
    context = {"page": page, "filter": found, "has_any": bool(page.object_list) or Route.objects.exists()}
    return render(request, "transport/route_list.html", context)


@access(permissions.VIEW)
def route_export(request):
    """The list as it is filtered, one row a route; a workbook, or lines of CSV."""
    kind = "csv" if request.GET.get("formato") == "csv" else "xlsx"
    rows = partial(resources.route_rows, _asked(request).qs)
    return answer_with(request, kind, Download("rutas", _("Rutas"), resources.route_header(), rows))


@access(permissions.SCHOOL)
def route_detail(request, pk):
    """The stops and the drawing that says the same, the week of both legs, the papers, who pays."""
    route = route_seen(request, pk)
    _judged([route])
    stops = list(route.stops.order_by("position", "pk"))
    days = selectors.week_around(asked_day(request, "semana"))
    monday, week = days[0], [day for day in days if day.weekday() in route.weekdays]
    legs = sorted(route.legs.all(), key=lambda one: one.direction)
    for leg in legs:
        leg.route = route
    context = {
        "route": route,
        "stops": stops,
        "points": selectors.map_points(route, stops),
        "districts": outlines_of(School.objects.filter(pk=route.school_id)),
        "legs": legs,
        "week": week,
        "before": monday - WEEK,
        "after": monday + WEEK if monday + WEEK <= timezone.localdate() else None,
        "lanes": lanes_of(legs, week),
        "links": RouteCommitment.objects.filter(route=route).select_related("commitment__partner").order_by("pk"),
        # Who drives is personal data: whoever does not manage routes reads the licence alone.
        "shows_people": request.allows(permissions.MANAGE),
        "events": timeline_of(route),
    }
    return render(request, "transport/route_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("transport.open_route")
def route_create(request):
    form = RouteForm(request.POST or None, initial={"school": request.GET.get("escuela")})
    made = done(form, lambda told: services.open_route(by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La ruta está abierta. Agregue sus paradas."))
    return htmx.form(request, "transport/route_create.html", form=form)


@access(permissions.MANAGE)
@accepts_once("transport.change_route")
def route_edit(request, pk):
    route = route_here(pk)
    form = RouteForm(request.POST or None, instance=route_here(pk))
    made = done(form, lambda told: services.change_route(route=route, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La ruta quedó corregida."))
    return htmx.form(request, "transport/route_edit.html", form=form, route=route)


@access(permissions.MANAGE)
@accepts_once("transport.pay_route")
def route_pay(request, pk):
    """Tie the promise that pays, or ask a partner for one."""
    route = route_here(pk)
    form = PayForm(
        request.POST or None, payable=selectors.payable(route), initial={"partner": request.GET.get("aliado")}
    )
    made = done(form, lambda told: _pay(route, told, by=request.user))
    if made:
        return request.submission.received(made, to=route.get_absolute_url(), words=_("La ruta tiene quien la pague."))
    return htmx.form(request, "transport/route_pay.html", form=form, route=route)


def _pay(route, told, *, by):
    if told["commitment"]:
        return services.link_promise(route=route, commitment=told["commitment"], by=by)
    return services.ask_partner(route=route, partner=told["partner"], until_date=told["until_date"], by=by)


@access(permissions.MANAGE)
def route_substitutes(request, pk):
    """Who offered transport and could carry these pupils, the nearest first."""
    route = route_here(pk)
    context = {"route": route, "offers": list(selectors.substitutes(route))}
    return render(request, "transport/route_substitutes.html", context)


@access(permissions.SCHOOL)
def school_routes(request, pk):
    """The tab of the school's page."""
    school = school_seen(request, pk)
    routes = _judged(list(selectors.of_school(school)))
    return render(request, "transport/school_routes.html", {"school": school, "routes": routes})
