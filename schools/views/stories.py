from django.shortcuts import get_object_or_404, render

from core.access.decorators import access
from core.accounts.enums import STAFF_ROLES
from core.audit.selectors import timeline_for_school
from core.audit.story import by_month, lines_of
from core.strategies.registry import strategies
from schools import permissions
from schools.models import School

A_PAGE = 60


@access(permissions.VIEW)
def school_story(request, pk):
    """All that happened at a school, over all strategies or of one, month by month."""
    school = get_object_or_404(School.objects.select_related("district__parent"), pk=pk)
    known = {strategy.slug: strategy for strategy in strategies()}
    only = known.get(request.GET.get("de", ""))
    before = request.GET.get("antes", "")
    items = timeline_for_school(
        school.pk,
        app=only.app if only else "",
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        limit=A_PAGE + 1,
        names_witnesses=bool(request.roles & STAFF_ROLES),
    )
    context = {
        "school": school,
        "strategies": known.values(),
        "only": only,
        "months": by_month(lines_of(items[:A_PAGE], may_open=permissions.story_opener(request, school.pk))),
        "older": items[A_PAGE - 1].pk if len(items) > A_PAGE else None,
        "is_paged": bool(before),
    }
    return render(request, "schools/school_story.html", context)
