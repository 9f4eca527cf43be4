from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adoptions import permissions, selectors
from adoptions.enums import SchoolState
from adoptions.filters import PoolFilter
from adoptions.models import WorkDay
from adoptions.selectors.pool import in_order, with_care
from core.access.decorators import access
from needs.selectors import schools_for
from partners.models import Partner

PAGE = 25


@access(permissions.VIEW)
def school_list(request):
    """Whom the list says to adopt first, who has whom, and until when."""
    neediest = selectors.current_list()
    schools = selectors.pool(neediest)
    found = PoolFilter(request.GET, queryset=schools, request=request)
    page = Paginator(in_order(with_care(found.qs)), PAGE).get_page(request.GET.get("page"))
    for school in page:
        school.standing = SchoolState(school.state)
    counts = selectors.pool_counts(schools)
    context = {"page": page, "filter": found, "neediest": neediest, "counts": counts, "first": _first(counts, request)}
    return render(request, "adoptions/school_list.html", context)


def _first(counts, request) -> list[dict]:
    """What the list answers before it is read, each part an address to keep."""
    free, held = counts[SchoolState.FREE], counts[SchoolState.ADOPTED]
    words = {
        SchoolState.FREE: ngettext("%(n)s libre", "%(n)s libres", free),
        SchoolState.LAPSING: _("%(n)s por vencer"),
        SchoolState.ADOPTED: ngettext("%(n)s adoptada", "%(n)s adoptadas", held),
    }
    asked = request.GET.urlencode()
    return [
        {"label": said % {"n": counts[state]}, "url": f"?estado={state}", "is_current": asked == f"estado={state}"}
        for state, said in words.items()
        if counts[state]
    ]


@access(permissions.SCHOOL)
def school_adoptions(request, pk):
    """The tab of the school's page, and what stands behind its place in the figure: who had it, what was seen."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    adoptions = list(selectors.of_school(school))
    days: dict[int, list[WorkDay]] = {}
    for day in WorkDay.objects.with_promise().filter(adoption__in=adoptions):
        days.setdefault(day.adoption_id, []).append(day)
    for adoption in adoptions:
        adoption.shown_days = days.get(adoption.pk, [])
    return render(request, "adoptions/school_adoptions.html", {"school": school, "adoptions": adoptions})


@access(permissions.VIEW)
def partner_adoptions(request, pk):
    """The tab of the partner's page."""
    partner = get_object_or_404(Partner, pk=pk)
    page = Paginator(selectors.of_partner(partner), PAGE).get_page(request.GET.get("page"))
    return render(request, "adoptions/partner_adoptions.html", {"partner": partner, "page": page})
