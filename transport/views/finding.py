from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date

from needs.selectors import schools_for
from schools.models import School
from transport import selectors
from transport.models import Route


def route_here(pk) -> Route:
    """With its list columns, vehicle, papers and legs at hand, or 404."""
    found = selectors.with_list_columns(Route.objects.prefetch_related("legs"))
    return get_object_or_404(found, pk=pk)


def route_seen(request, pk) -> Route:
    """A route of a school this person may see, or 404."""
    route = route_here(pk)
    school_seen(request, route.school_id)
    return route


def school_seen(request, pk) -> School:
    return get_object_or_404(schools_for(request.user, request.roles), pk=pk)


def asked_day(request, name: str) -> date:
    """The day of the address; today where there is none, or none that a calendar knows."""
    try:
        day = parse_date(request.GET.get(name, ""))
    except ValueError:
        day = None
    return day if day and 1990 <= day.year <= 2100 else timezone.localdate()
