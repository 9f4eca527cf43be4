from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import ReasonForm, done
from core.ui import htmx
from networks import permissions, selectors, services
from networks.filters import MeetingFilter
from networks.forms import CameForm, GuestForm, MeetingForm, NotesForm, TaskForm
from networks.models import Meeting, Network
from networks.selectors.meetings import with_list_columns
from networks.views.finding import attendance_here, meeting_here, page_of

PAGE = 25


@access(permissions.VIEW)
def meeting_list(request):
    """Meetings of all networks, the latest first, with their actas."""
    found = MeetingFilter(request.GET, queryset=Meeting.objects.all(), request=request)
    page = Paginator(with_list_columns(found.qs).order_by("-meeting_date", "-pk"), PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "filter": found,
        "is_empty": not Meeting.objects.exists(),
    }
    return render(request, "networks/meeting_list.html", context)


@access(permissions.MANAGE)
@accepts_once("networks.convene")
def meeting_convene(request, pk):
    network = get_object_or_404(Network.objects.select_related("territory"), pk=pk)
    form = MeetingForm(request.POST or None)
    made = done(form, lambda told: services.convene(network=network, by=request.user, **told))
    if made:
        return request.submission.received(made)
    return htmx.form(request, "networks/meeting_convene.html", form=form, network=network)


@access(permissions.VIEW)
def meeting_detail(request, pk):
    """Everything of a meeting on one page, led in front of people."""
    return _page(request, meeting_here(pk))


@access(permissions.MANAGE)
@accepts_once("networks.move_meeting")
def meeting_move(request, pk):
    """Another day, hour, place or agenda."""
    meeting, form = meeting_here(pk), MeetingForm(request.POST or None, instance=meeting_here(pk))
    made = done(form, lambda told: services.move_meeting(meeting=meeting, by=request.user, **told))
    return _changing(request, meeting, form, made, _("Cambiar fecha, lugar o agenda"))


@access(permissions.MANAGE)
@accepts_once("networks.cancel_meeting")
def meeting_cancel(request, pk):
    meeting, form = meeting_here(pk), ReasonForm(request.POST or None)
    made = done(form, lambda told: services.cancel_meeting(meeting=meeting, by=request.user, **told))
    return _changing(request, meeting, form, made, _("Anular la reunión"))


def _changing(request, meeting, form, made, title):
    if made:
        return request.submission.received(made)
    return htmx.form(request, "networks/meeting_change.html", form=form, meeting=meeting, title=title)


@access(permissions.MANAGE)
@require_POST
@accepts_once("networks.call")
def meeting_call(request, pk):
    """Call every member who was not called yet."""
    meeting = meeting_here(pk)
    to = page_of(meeting, "convocados")
    try:
        made = services.call_members(meeting=meeting, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(to)
    words = ngettext("Se convocó a %(n)d persona.", "Se convocó a %(n)d personas.", len(made)) % {"n": len(made)}
    return request.submission.received(meeting, to=to, words=words)


@access(permissions.MANAGE)
@require_POST
@accepts_once("networks.came")
def members_came(request, pk):
    meeting = meeting_here(pk)
    form = CameForm(request.POST, meeting=meeting)
    made = done(form, lambda told: services.note_members(meeting=meeting, by=request.user, **told))
    return _came_back(request, meeting, made, "asistencia", came=form)


@access(permissions.MANAGE)
@require_POST
@accepts_once("networks.guest")
def guest_add(request, pk):
    meeting = meeting_here(pk)
    form = GuestForm(request.POST)
    made = done(form, lambda told: services.note_guest(meeting=meeting, by=request.user, **told))
    return _came_back(request, meeting, made, "asistencia", guest=form)


@access(permissions.MANAGE)
@require_POST
@accepts_once("networks.notes")
def notes_save(request, pk):
    meeting = meeting_here(pk)
    form = NotesForm(request.POST, instance=meeting_here(pk))
    made = done(form, lambda told: services.note_dealt(meeting=meeting, by=request.user, **told))
    return _came_back(request, meeting, made, "tratado", dealt=form)


@access(permissions.MANAGE)
@require_POST
@accepts_once("networks.agree")
def agreement_add(request, pk):
    meeting = meeting_here(pk)
    form = TaskForm(request.POST, network=meeting.network)
    told = {"network": meeting.network, "meeting": meeting, "by": request.user}
    made = done(form, lambda _told: services.plan_task(**told, **form.told()))
    return _came_back(request, meeting, made, "acuerdos", agreement=form)


@access(permissions.MANAGE)
@accepts_once("networks.strike_attendance")
def attendance_strike(request, pk):
    attendance, form = attendance_here(pk), ReasonForm(request.POST or None)
    made = done(form, lambda told: services.strike_attendance(attendance=attendance, by=request.user, **told))
    if made:
        return request.submission.received(made, to=page_of(attendance.meeting, "asistencia"))
    return htmx.form(request, "networks/attendance_strike.html", form=form, attendance=attendance)


def _came_back(request, meeting, made, part, **form):
    """On to the part of the page where it stands now, or the page again with the form that was refused."""
    if made:
        one = made[0] if isinstance(made, list) else made
        return request.submission.received(one, to=page_of(meeting, part))
    return _page(request, meeting, **form)


def _page(request, meeting, **refused):
    """The page with its forms blank, but for the one that was refused."""
    acta = selectors.acta_in_force(meeting)
    may_write = request.allows(permissions.MANAGE) and not meeting.is_cancelled
    context = {
        "meeting": meeting,
        "attendances": meeting.attendances.standing().order_by("pk"),
        "tasks": selectors.tasks_of_meeting(meeting),
        "acta": acta,
        "is_acta_behind": acta and acta.told_sha256 != selectors.digest_of(selectors.told_at(meeting)),
        "shows_people": request.allows(permissions.PEOPLE),
        "may_write": may_write,
        "events": timeline_of(meeting),
    }
    if may_write:
        calls = meeting.calls.select_related("member").order_by("member__institution", "member__name")
        context["calls"] = [(call, services.CALLS.path_of(call)) for call in calls]
    if may_write and not meeting.is_ahead:
        context |= {
            "came": CameForm(meeting=meeting),
            "guest": GuestForm(),
            "dealt": NotesForm(instance=meeting),
            "agreement": TaskForm(network=meeting.network),
        }
    return render(request, "networks/meeting_detail.html", context | refused, status=422 if refused else 200)
