from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from core.access.decorators import access
from needs import permissions, selectors
from needs.filters import OPEN, NeedFilter
from needs.models import Need
from needs.views.finding import visible_schools

PAGE = 25
ORDERS = {
    "prioridad": ("-score", "number"),
    "fecha": ("-reported_at", "-number"),
    "escuela": ("school__name", "number"),
}


@access(permissions.VIEW)
def need_list(request):
    """Open needs by priority first; a director's page shows their own school's."""
    found = asked_needs(request)
    order = request.GET.get("orden", "prioridad")
    rows = selectors.with_score(found.qs).order_by(*ORDERS.get(order, ORDERS["prioridad"]))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "needs/need_list.html", {"filter": found, "page": page, "order": order})


def asked_needs(request) -> NeedFilter:
    """What the address asks for, of the schools this person sees; open ones where it says nothing."""
    asked = request.GET.copy()
    asked.setdefault("state", OPEN)
    needs = Need.objects.select_related("school__district")
    if not request.roles & permissions.READS_ALL:
        needs = needs.filter(school__in=visible_schools(request))
    return NeedFilter(asked, queryset=needs, request=request)


@access(permissions.VIEW)
def schools_most_needy(request):
    """Who needs most, by the score of the worst need nobody has taken up."""
    page = Paginator(_own(request, selectors.most_needy_schools()), PAGE).get_page(request.GET.get("page"))
    return render(request, "needs/schools_most_needy.html", {"page": page})


@access(permissions.VIEW)
def schools_without_help(request):
    """Who asked and got nothing yet."""
    page = Paginator(_own(request, selectors.zero_help_schools()), PAGE).get_page(request.GET.get("page"))
    return render(request, "needs/schools_without_help.html", {"page": page})


@access(permissions.VIEW)
def school_needs(request, pk):
    """The tab of the school page."""
    school = get_object_or_404(visible_schools(request), pk=pk)
    rows = selectors.with_score(Need.objects.filter(school=school)).order_by("closed_at", "-score", "number")
    return render(request, "needs/school_needs.html", {"school": school, "needs": rows})


def _own(request, schools):
    if request.roles & permissions.READS_ALL:
        return schools
    return schools.filter(pk__in=visible_schools(request).order_by().values("pk"))
