from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commitments.views.door import CLOSED, language_asked
from core.access.addresses import client_address
from core.access.decorators import access
from core.documents.selectors.printing import sheet_context
from core.documents.services import canonical_json, sha256_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from dialogues import permissions, selectors, services
from dialogues.forms import (
    AgreementForm,
    AttendanceForm,
    CirculateForm,
    ProblemForm,
    ReadingForm,
    RulingForm,
    SessionForm,
    TableForm,
)
from dialogues.models import Reading, Session, Table
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
@accepts_once("dialogues.circulate")
def acta_circulate(request, pk):
    session = _session(pk)
    form = CirculateForm(request.POST)
    made = _done(form, lambda told: services.circulate(session=session, by=request.user, **told))
    return _back(request, session, made, "acta", circulating=form)


@access(permissions.LEAD)
@accepts_once("dialogues.rule")
def observation_rule(request, pk):
    """One proposed change: taken in, or not and why."""
    reading = get_object_or_404(Reading.objects.select_related("session__table", "attendance"), pk=pk)
    form = RulingForm(request.POST or None, initial={"answered_at": _moment(reading.answered_at)})
    made = _done(form, lambda told: services.rule(reading=reading, by=request.user, **told))
    if made:
        return request.submission.received(made, to=f"{reading.session.get_absolute_url()}#acta")
    return htmx.form(request, "dialogues/observation_rule.html", form=form, reading=reading)


@access.public_tenant
@never_cache
@accepts_once("dialogues.read_acta")
def reading_show(request, token):
    """The acta behind a link: read, agreed with or a change proposed; only sending the form changes anything."""
    try:
        reading = services.opened_reading(token, address=client_address(request))
    except tuple(CLOSED) as error:
        with translation.override(language_asked(request)):
            page = render(request, "dialogues/door/closed.html", {"sentence": str(error)}, status=CLOSED[type(error)])
    else:
        contact = reading.attendance.contact
        with translation.override(contact.language if contact else request.ugel.language):
            page = _read(request, reading)
    page["Referrer-Policy"] = "strict-origin"  # the address holds the secret; CSRF still needs the origin
    return page


def _read(request, reading):
    form = ReadingForm(request.POST or None, initial={"said": reading.answer, "words": reading.words})
    if _done(form, lambda told: services.answer(reading=reading, **told)):
        to = reverse("dialogues:reading_show", args=[services.token_of(reading)])
        return request.submission.received(reading, to=to, words=_("La UGEL recibió su respuesta. Gracias."))
    context = {"reading": reading, "form": form, "told": selectors.told_at(reading.session)}
    return render(request, "dialogues/door/reading.html", context, status=422 if form.errors else 200)


def _moment(at):
    """A moment as its hidden field gives it back, to the microsecond."""
    return at.isoformat() if at else ""


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


def _page(request, session, **refused):
    """The page with its forms blank, but for the one that was refused."""
    acta = selectors.acta_in_force(session)
    context = {
        "session": session,
        "attendances": session.attendances.order_by("pk"),
        "problems": selectors.problems_of(session),
        "agreements": selectors.agreements_of(session),
        "commitments": selectors.open_before(session),
        "agenda": selectors.agenda_of(session),
        "acta": acta,
        "readings": [(one, services.token_of(one)) for one in selectors.readings_of(session)],
        "is_acta_behind": acta and acta.told_sha256 != sha256_of(canonical_json(selectors.told_at(session))),
    }
    if request.allows(permissions.LEAD):
        blank = {
            "came": AttendanceForm(),
            "problem": ProblemForm(),
            "agreement": AgreementForm(session=session),
            "circulating": CirculateForm(initial={"until": session.acta_until}),
        }
        context |= blank | refused
    return render(request, "dialogues/session_detail.html", context, status=422 if refused else 200)
