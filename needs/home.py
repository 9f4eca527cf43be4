"""What needs somebody today."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.strategies.registry import OpenItem
from needs.models import Need
from needs.selectors import schools_for, zero_help_schools


def for_ugel(request):
    """Dangers first, then what nobody answered and what waits for a second pair of eyes."""
    counts = {
        "dangers": Need.objects.dangers().count(),
        "unanswered": Need.objects.waiting_for_answer().count(),
        "to_confirm": Need.objects.waiting_for_confirmation().count(),
        "without_help": zero_help_schools().count(),
    }
    return counts if any(counts.values()) else None


def open_at_school(school_id):
    """What a new head of the school inherits."""
    open_here = Need.objects.open().filter(school_id=school_id).count()
    return [OpenItem(_("Necesidades abiertas"), open_here, reverse("needs:school_needs", args=[school_id]))]


def for_school(request):
    """The director's own: what they can do in one tap."""
    if request.membership.role in ("ugel_head", "ugel_specialist", "region_reader"):
        return None
    mine = Need.objects.filter(school__in=schools_for(request.user, request.roles).order_by().values("pk"))
    return {
        "returned": list(mine.filter(state="returned").order_by("-number")[:3]),
        "to_confirm": list(
            mine.waiting_for_confirmation().exclude(solved_said_by=request.user).order_by("-number")[:3]
        ),
        "open": mine.open().count(),
    }
