from datetime import date, timedelta

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from attendance import permissions, selectors
from core.access.decorators import access
from needs.selectors import schools_for
from schools.models import School

PAGE, SHOWN = 25, 8
WEEK = timedelta(days=7)


@access(permissions.VIEW)
def school_list(request):
    """The last weeks of every school: told, missing, and the rate of what was told."""
    schools = School.objects.current().search(request.GET.get("q", "").replace("\x00", ""))
    page = Paginator(schools.select_related("district").order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    first, last = _last_weeks()
    found = selectors.standings(page.object_list, first, last)
    for one in page.object_list:
        one.weeks = found[one.pk]
    return render(request, "attendance/school_list.html", {"page": page, "first": first})


@access(permissions.SCHOOL)
def school_attendance(request, pk):
    """The tab of the school's page: its last weeks, their trend, what was corrected."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    first, last = _last_weeks(SHOWN)
    weeks = selectors.told_weeks(first, last, school_ids=[pk])
    context = {
        "school": school,
        "standing": selectors.standings([school], first, last)[pk],
        "weeks": weeks,
        "trend": selectors.trend_of(weeks),
        "changes": selectors.changes_of(school)[:SHOWN],
    }
    return render(request, "attendance/school_attendance.html", context)


def _last_weeks(count=selectors.weeks.SHOWN_WEEKS) -> tuple[date, date]:
    last = selectors.monday_of(timezone.localdate())
    return last - WEEK * count, last

