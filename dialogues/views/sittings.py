from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from dialogues import permissions, selectors, services
from dialogues.forms import (
    AgreementForm,
    AttendanceForm,
    CirculateForm,
    ProblemForm,
    ReasonForm,
    SessionForm,
    TableForm,
)
from dialogues.models import Table
from dialogues.views.finding import session_here
from needs.selectors import schools_for

SESSIONS_A_PAGE = 25
AGENDAS = {"sin-acta": selectors.sessions_without_acta, "observadas": selectors.sessions_observed}


@access(permissions.VIEW)
def table_list(request):
    return render(request, "dialogues/table_list.html", {"tables": selectors.tables()})


@access(permissions.VIEW)
def session_list(request):
    """Sittings of all tables, the newest first; or those whose acta waits for somebody."""
    which = request.GET.get("agenda", "")
    rows = AGENDAS.get(which, selectors.sessions)().order_by("-session_date", "-pk")
    page = Paginator(rows, SESSIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "dialogues/session_list.html", {"page": page, "which": which if which in AGENDAS else ""})


@access(permissions.LEAD)
@accepts_once("dialogues.open_table")
def table_new(request):
    form = TableForm(request.POST or None)
    made = done(form, lambda told: services.open_table(by=request.user, **told))
    return request.submission.received(made) if made else htmx.form(request, "dialogues/table_new.html", form=form)


@access(permissions.VIEW)
def table_detail(request, pk):
    table = get_object_or_404(Table.objects.select_related("territory"), pk=pk)
    context = {
        "table": table,
        "sessions": table.sessions.with_state().order_by("-session_date", "-pk"),
        "members": table.members.current().order_by("entity", "name") if request.allows(permissions.LEAD) else (),
    }
    return render(request, "dialogues/table_detail.html", context)


@access(permissions.LEAD)
@accepts_once("dialogues.convene")
def session_new(request, pk):
    table = get_object_or_404(Table, pk=pk)
    form = SessionForm(request.POST or None)
    made = done(form, lambda told: services.convene(table=table, by=request.user, **told))
    if made:
        return request.submission.received(made)
    return htmx.form(request, "dialogues/session_new.html", form=form, table=table)


@access(permissions.LEAD)
@accepts_once("dialogues.move_session")
def session_move(request, pk):
    """Another day, hour or place."""
    form = SessionForm(request.POST or None, instance=session_here(pk))
    made = done(form, lambda told: services.move_session(session=session_here(pk), by=request.user, **told))
    return _changing(request, session_here(pk), form, made, _("Cambiar fecha, hora o lugar"))


@access(permissions.LEAD)
@accepts_once("dialogues.cancel_session")
def session_cancel(request, pk):
    """It does not take place, and why."""
    session, form = session_here(pk), ReasonForm(request.POST or None)
    made = done(form, lambda told: services.cancel_session(session=session, by=request.user, **told))
    return _changing(request, session, form, made, _("Anular la sesión"))


def _changing(request, session, form, made, title):
    if made:
        return request.submission.received(made)
    context = {"form": form, "session": session, "title": title}
    return render(request, "dialogues/session_change.html", context, status=422 if form.errors else 200)


@access(permissions.VIEW)
def session_detail(request, pk):
    """Everything of a sitting on one page, led in front of people."""
    return _page(request, session_here(pk))


@access(permissions.VIEW)
def school_agreements(request, pk):
    """What was agreed for one school and how far each came: behind its place in the figures of MEDIAT."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    return render(
        request, "dialogues/school_agreements.html", {"school": school, "links": selectors.agreed_for(school)}
    )


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.attendance")
def attendance_add(request, pk):
    session = session_here(pk)
    form = AttendanceForm(request.POST)
    made = done(form, lambda told: services.note_attendance(session=session, by=request.user, **told))
    return came_back(request, session, made, "asistencia", came=form)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.problem")
def problem_add(request, pk):
    session = session_here(pk)
    form = ProblemForm(request.POST, session=session)
    made = done(form, lambda told: services.note_problem(session=session, by=request.user, **told))
    return came_back(request, session, made, "problemas", problem=form)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.agreement")
def agreement_add(request, pk):
    session = session_here(pk)
    form = AgreementForm(request.POST, session=session)
    made = done(form, lambda told: services.agree(session=session, by=request.user, **told))
    return came_back(request, session, made, "acuerdos", agreement=form)


def came_back(request, session, made, part, **form):
    """On to the part of the page where it stands now, or the page again with the form that was refused."""
    if made:
        return request.submission.received(made, to=f"{session.get_absolute_url()}#{part}")
    return _page(request, session, **form)


def _page(request, session, **refused):
    """The page with its forms blank, but for the one that was refused."""
    acta = selectors.acta_in_force(session)
    told_sha256, noted_sha256 = selectors.digests_of(session)
    may_write = request.allows(permissions.LEAD) and not session.is_cancelled
    context = {
        "session": session,
        "attendances": session.attendances.standing().order_by("pk"),
        "problems": selectors.problems_of(session),
        "agreements": selectors.agreements_of(session),
        "commitments": selectors.open_before(session),
        "agenda": selectors.agenda_of(session),
        "acta": acta,
        "is_acta_behind": acta and acta.told_sha256 != told_sha256,
        "readings": selectors.readings_of(session),
        "noted_sha256": noted_sha256,
        "may_write": may_write,
    }
    if may_write:
        blank = {
            "came": AttendanceForm(),
            "problem": ProblemForm(session=session, initial={"need": request.GET.get("necesidad")}),
            "agreement": AgreementForm(session=session),
            "circulating": CirculateForm(initial={"until": session.acta_until}),
        }
        invited = session.invitations.select_related("member", "attendance").order_by("member__entity", "member__name")
        links = [(one, services.INVITATIONS.path_of(one)) for one in invited]
        context |= blank | refused | {"invited": links, "room_code": services.room_code_of(session)}
    return render(request, "dialogues/session_detail.html", context, status=422 if refused else 200)
