from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from attendance import permissions, resources, selectors, services
from attendance.filters import AttendanceFilter
from attendance.forms import ChronicForm
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from needs.selectors import schools_for
from schools.models import School
from schools.selectors.listing import pupils_of
from schools.views.downloads import Download, answer_with, ways_to_download

PAGE, SHOWN, MONTHS = 25, 8, 6
WEEK = timedelta(days=7)
OLDEST = date(2015, 1, 1)


@access(permissions.VIEW)
def school_list(request):
    """The last weeks of every school: told, missing, and the rate of what was told."""
    found = _asked(request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "filter": found, "first": _stand(page.object_list)}
    context["actions"] = [*_ways_in(request), *ways_to_download(request, "attendance:export")]
    return render(request, "attendance/school_list.html", context)


@access(permissions.VIEW)
def export(request, kind):
    """The list as it is filtered."""
    header = [_("Escuela"), _("Distrito"), _("Semanas con clases"), _("Semanas entregadas"), _("Asistencia %")]
    header += [_("Sin causa %"), _("Última semana entregada")]
    schools = list(_asked(request).qs)
    _stand(schools)
    rows = [
        [
            *(one.name, one.district.name.title() if one.district else "", one.weeks.expected, one.weeks.told),
            *(one.weeks.totals.rate, one.weeks.totals.uncaused_rate, one.weeks.last_monday),
        ]
        for one in schools
    ]
    return answer_with(request, kind, Download("asistencia", _("Asistencia"), header, lambda: rows))


@access(permissions.VIEW)
def month(request):
    """A month of the whole UGEL on one page that prints."""
    latest = timezone.localdate().replace(day=1)
    asked = _month(request, latest)
    context = {
        "month": asked,
        "before": (asked - timedelta(days=1)).replace(day=1),
        "after": (asked + timedelta(days=32)).replace(day=1) if asked < latest else None,
        "rows": selectors.months_of(list(_schools()), asked),
    }
    return render(request, "attendance/month.html", context)


@access(permissions.RECORD_ALL)
def sheets(request):
    """The three sheets counts come by, and the weeks as they are known."""
    month = timezone.localdate().replace(day=1)
    context = {"sheets": resources.ALL, "month": month, "before": (month - timedelta(days=1)).replace(day=1)}
    return render(request, "attendance/sheets.html", context)


@access(permissions.RECORD_ALL)
def weeks_sheet(request):
    """A month of weeks with classes, filled with what is known: the sheet that comes back."""
    asked = _month(request, timezone.localdate().replace(day=1))
    end = (asked + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    first = asked + timedelta(days=-asked.weekday() % 7)
    rows = list(resources.week_rows(list(_schools()), first, end))
    name = f"asistencia-{asked:%Y-%m}"
    return answer_with(request, "xlsx", Download(name, _("Asistencia"), resources.WEEK_COLUMNS, lambda: rows))


@access(permissions.VIEW)
def continuity(request):
    """Who went on from one year to the next, by the official formula, and the region's UGELs side by side."""
    context = {"years": selectors.years_told(), "retention": selectors.retention_by(timezone.localdate())}
    return render(request, "attendance/continuity.html", context)


@access(permissions.VIEW)
def trend(request):
    """Attendance before and after a day: the same schools, as many weeks on either side."""
    day = _day(request.GET.get("desde", ""))
    this = selectors.monday_of(timezone.localdate())
    span = max((this - selectors.monday_of(day)) // WEEK, 1)
    weeks = selectors.told_weeks(max(OLDEST, day - WEEK * (span + 1)), this)
    found = selectors.since(day, weeks)
    context = {"day": day, "found": found, "trend": selectors.trend_of(weeks), "today": timezone.localdate()}
    if found.schools:
        rates = {"before": float(found.before.rate), "after": float(found.after.rate)}
        context["pairs"] = [{"label": _("Asistencia"), **rates}]
    return render(request, "attendance/trend.html", context)


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
        "months": selectors.months_told(school, MONTHS),
        "register": selectors.register_months(school, MONTHS),
        "years": selectors.years_told(school),
    }
    return render(request, "attendance/school_attendance.html", context)


@access(permissions.RECORD)
@accepts_once("attendance.chronic")
def chronic(request, pk):
    """How many pupils missed a tenth of a month, by service."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    latest = selectors.last_month()
    asked = _month(request, latest)
    taught = (
        school.services.current()
        .annotate(pupils=pupils_of(service=OuterRef("pk")))
        .order_by("level", "codigo_modular", "pk")
    )
    form = ChronicForm(request.POST or None, services=list(taught), told=selectors.chronic_of(school, asked))
    act = {"school": school, "month": asked, "by": request.user}
    if done(form, lambda told: (services.record_chronic(seen=told["seen"], lines=_lines(form), **act), True)):
        to = reverse("attendance:school_attendance", args=[pk])
        return request.submission.received(to=to, words=_("El mes quedó contado. Gracias."))
    days = selectors.days_in(school, asked)
    context = {"school": school, "month": asked, "days": days, "least": days and -(-days // 10)}
    context["before"] = (asked - timedelta(days=1)).replace(day=1)
    return htmx.form(request, "attendance/chronic.html", form=form, **context)


def _ways_in(request) -> list[dict]:
    """Counts by sheet, for who counts for every school."""
    if not request.allows(permissions.RECORD_ALL):
        return []
    return [{"label": _("Subir planilla"), "url": reverse("attendance:sheets"), "icon": "upload"}]


def _lines(form):
    return [services.MonthLine(*one) for one in form.lines()]


def _schools():
    return School.objects.current().select_related("district").order_by("name", "pk")


def _asked(request):
    return AttendanceFilter(request.GET, queryset=_schools(), request=request)


def _stand(schools) -> date:
    """Each school with `weeks`, its last ones; the first Monday they speak of."""
    first, last = _last_weeks()
    found = selectors.standings(schools, first, last)
    for one in schools:
        one.weeks = found[one.pk]
    return first


def _last_weeks(count=selectors.weeks.SHOWN_WEEKS) -> tuple[date, date]:
    last = selectors.monday_of(timezone.localdate())
    return last - WEEK * count, last


def _month(request, latest: date) -> date:
    """The first day of `mes` («2026-05»); the latest where it is no month or one to come."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('mes', '')}-01")
    except ValueError:
        return latest
    return asked if OLDEST <= asked <= latest else latest


def _day(text: str) -> date:
    """That day; six weeks ago where it is none or one to come."""
    today = timezone.localdate()
    usual = selectors.monday_of(today) - 6 * WEEK
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return usual
    return asked if OLDEST <= asked <= today else usual
