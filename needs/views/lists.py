from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access.decorators import access
from needs import permissions, selectors
from needs.filters import OPEN, NeedFilter
from needs.forms import ManyForm
from needs.models import Need
from needs.views.finding import visible_needs, visible_schools

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
    context = {
        "filter": found,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "order": order,
        "first": _first(selectors.list_counts(visible_needs(request)), request.GET),
        "many": ManyForm() if request.allows(permissions.ANSWER) else None,
    }
    return render(request, "needs/need_list.html", context)


def _first(counts, asked) -> list[dict]:
    """What the list answers before it is read: how many wait for what, each an address to keep."""
    parts = (
        (counts["danger"], "danger=on", ngettext("%(n)s peligro hoy", "%(n)s peligros hoy", counts["danger"])),
        (counts["reported"], "state=reported", _("%(n)s sin responder")),
        (counts["to_confirm"], "confirm=on", _("%(n)s por confirmar")),
        (counts["open"], "state=open", ngettext("%(n)s abierta", "%(n)s abiertas", counts["open"])),
    )
    return [
        {"label": words % {"n": count}, "url": f"?{query}", "is_current": asked.urlencode() == query}
        for count, query, words in parts
        if count
    ]


def asked_needs(request) -> NeedFilter:
    """What the address asks for, of the schools this person sees; open ones where it says nothing."""
    asked = request.GET.copy()
    asked.setdefault("state", OPEN)
    return NeedFilter(asked, queryset=visible_needs(request).select_related("school__district"), request=request)


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
