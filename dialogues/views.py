from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.documents.selectors.printing import sheet_context
from core.documents.services import canonical_json, sha256_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from dialogues import permissions, selectors, services
from dialogues.forms import AgreementForm, AttendanceForm, ProblemForm, SessionForm, TableForm
from dialogues.models import Session, Table
from needs.selectors import schools_for


@access(permissions.VIEW)
def table_list(request):
    return render(request, "dialogues/table_list.html", {"tables": selectors.tables()})


@access(permissions.LEAD)
@accepts_once("dialogues.open_table")
def table_new(request):
    form = TableForm(request.POST or None)
    made = _done(form, lambda told: services.open_table(by=request.user, **told))
    return request.submission.received(made) if made else htmx.form(request, "dialogues/table_new.html", form=form)


@access(permissions.VIEW)
def table_detail(request, pk):
    table = get_object_or_404(Table.objects.select_related("territory"), pk=pk)
    context = {"table": table, "sessions": table.sessions.order_by("-session_date", "-pk")}
    return render(request, "dialogues/table_detail.html", context)


@access(permissions.LEAD)
@accepts_once("dialogues.convene")
def session_new(request, pk):
    table = get_object_or_404(Table, pk=pk)
    form = SessionForm(request.POST or None)
    made = _done(form, lambda told: services.convene(table=table, by=request.user, **told))
    if made:
        return request.submission.received(made)
    return htmx.form(request, "dialogues/session_new.html", form=form, table=table)


@access(permissions.VIEW)
def session_detail(request, pk):
    """Everything of a sitting on one page, led in front of people."""
    return _page(request, _session(pk))


@access(permissions.VIEW)
def school_agreements(request, pk):
    """What was agreed for one school and how far each came: behind its place in the figures of MEDIAT."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    return render(
        request, "dialogues/school_agreements.html", {"school": school, "links": selectors.agreed_for(school)}
    )


@access(permissions.VIEW)
def acta_preview(request, pk):
    """The acta as it would be printed today, without a number."""
    session = _session(pk)
    sheet = sheet_context(year=session.session_date.year, line=_("Borrador sin número"))
    told = {**selectors.told_at(session), "follow_up": selectors.follow_up_of(session)}
    return render(request, "dialogues/print/acta.html", {**told, **sheet, "is_draft": True})


@access(permissions.ISSUE)
@require_POST
@accepts_once("dialogues.acta")
def acta_issue(request, pk):
    session = _session(pk)
    try:
        acta = services.issue_acta(session=session, by=request.user)
    except DomainError as error:
        messages.error(request, error)
        return redirect(f"{session.get_absolute_url()}#acta")
    return request.submission.received(acta, to=acta.document.page_url)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.attendance")
def attendance_add(request, pk):
    session = _session(pk)
    form = AttendanceForm(request.POST)
    made = _done(form, lambda told: services.note_attendance(session=session, by=request.user, **told))
    return _back(request, session, made, "asistencia", came=form)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.problem")
def problem_add(request, pk):
    session = _session(pk)
    form = ProblemForm(request.POST)
    made = _done(form, lambda told: services.note_problem(session=session, by=request.user, **told))
    return _back(request, session, made, "problemas", problem=form)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.agreement")
def agreement_add(request, pk):
    session = _session(pk)
    form = AgreementForm(request.POST, session=session)
    made = _done(form, lambda told: services.agree(session=session, by=request.user, **told))
    return _back(request, session, made, "acuerdos", agreement=form)


def _session(pk) -> Session:
    return get_object_or_404(Session.objects.select_related("table__territory"), pk=pk)


def _done(form, act):
    """What the service made of a valid form; its refusal is said at the form."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
    return None


def _back(request, session, made, part, **form):
    if made:
        return request.submission.received(made, to=f"{session.get_absolute_url()}#{part}")
    return _page(request, session, **form)


def _page(request, session, came=None, problem=None, agreement=None):
    refused = came or problem or agreement
    acta = selectors.acta_in_force(session)
    context = {
        "session": session,
        "attendances": session.attendances.order_by("pk"),
        "problems": selectors.problems_of(session),
        "agreements": selectors.agreements_of(session),
        "commitments": selectors.open_before(session),
        "agenda": selectors.agenda_of(session),
        "acta": acta,
        "is_acta_behind": acta and acta.told_sha256 != sha256_of(canonical_json(selectors.told_at(session))),
    }
    if request.allows(permissions.LEAD):
        context["came"] = came or AttendanceForm()
        context["problem"] = problem or ProblemForm()
        context["agreement"] = agreement or AgreementForm(session=session)
    return render(request, "dialogues/session_detail.html", context, status=422 if refused else 200)
