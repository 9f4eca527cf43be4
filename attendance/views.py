from datetime import date, timedelta

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from attendance import permissions, selectors, services
from attendance.forms import WeekForm
from attendance.models import WeekCount
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
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


@access(permissions.RECORD)
@accepts_once("attendance.week")
def week(request, pk):
    """One week of a school, whole; `desde` names any of its days, `igual` proposes the absences of the week before."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    monday = _asked_monday(request.GET.get("desde", ""))
    like = monday - WEEK if "igual" in request.GET else None
    asked = selectors.lines_to_tell(school, monday, like=like)
    is_told = WeekCount.objects.filter(school=school, monday=like or monday).exists()
    form = WeekForm(request.POST or None, asked=asked, is_told=is_told)
    act = {"school": school, "monday": monday, "by": request.user}
    if done(form, lambda _told: services.record_week(lines=form.lines(), **act)):
        to = reverse("attendance:school_attendance", args=[pk])
        return request.submission.received(to=to, words=_("La semana quedó entregada. Gracias."))
    context = {"school": school, "monday": monday, "before": monday - WEEK, "asked": asked}
    return htmx.form(request, "attendance/week.html", form=form, **context)


def _last_weeks(count=selectors.weeks.SHOWN_WEEKS) -> tuple[date, date]:
    last = selectors.monday_of(timezone.localdate())
    return last - WEEK * count, last


def _asked_monday(text: str) -> date:
    """The Monday of that day's week; of the week that ends this Friday or ended last where the text is no day."""
    today = timezone.localdate()
    try:
        day = min(date.fromisoformat(text), today)
    except ValueError:
        day = today if today.weekday() >= 4 else today - WEEK
    return selectors.monday_of(max(day, today - timedelta(days=365)))
