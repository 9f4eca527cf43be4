from django.core.paginator import Paginator
from django.shortcuts import render

from core.access.decorators import access
from networks import permissions, selectors

PAGE = 50


@access(permissions.PEOPLE)
def gap_list(request):
    """Districts without a network, schools nobody speaks for, services by level, sectors missing in each network."""
    districts = selectors.district_gaps()
    page = Paginator(selectors.unheard_schools(), PAGE).get_page(request.GET.get("page"))
    context = {
        "districts": districts,
        "without": [row for row in districts if row.network is None],
        "networks": [row for row in districts if row.network is not None],
        "expected": selectors.expected_sectors(),
        "levels": selectors.level_gaps(),
        "page": page,
        "schools": sum(row.schools for row in districts),
    }
    return render(request, "networks/gap_list.html", context)
