from django.shortcuts import get_object_or_404, render

from core.access.decorators import access
from transport import permissions
from transport.models import LegDay
from transport.views.finding import school_seen


@access(permissions.SCHOOL)
def day_detail(request, pk):
    """What was said of one leg on one day, and what was said before it was corrected."""
    told = get_object_or_404(LegDay.objects.select_related("leg__route__school", "said_by"), pk=pk)
    school_seen(request, told.leg.route.school_id)
    earlier = told.earlier.select_related("said_by").order_by("-version")
    context = {"told": told, "earlier": earlier, "shows_people": request.allows(permissions.SAY)}
    return render(request, "transport/day_detail.html", context)
