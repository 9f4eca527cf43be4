"""What is done in a case: one short page for each, and buttons that undo."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from attendance import permissions, services
from attendance.forms import CloseForm, FollowForm, ForgetForm, GiveForm, ReturnForm, StepForm, VisitForm
from attendance.views.cases import case_seen
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from core.ui import htmx


def _page(request, case, form, act, *, words, **shown):
    """The form's page, or back to the case once `act` did what it says."""
    if done(form, lambda said: (act(case=case, by=request.user, **said), True)):
        return request.submission.received(case, words=words)
    return htmx.form(request, "attendance/case_act.html", form=form, case=case, **shown)


@access(permissions.FOLLOW)
@accepts_once("attendance.case_visit")
def case_visit(request, pk):
    case = case_seen(request, pk)
    shown = {
        "title": _("Anotar una visita"),
        "lead": _("El día y lo que pasó. Lo que se habló se guarda cifrado."),
        "button": _("Guardar la visita"),
    }
    form = VisitForm(request.POST or None)
    return _page(request, case, form, services.record_visit, words=_("La visita quedó anotada."), **shown)


@access(permissions.FOLLOW)
@accepts_once("attendance.case_step")
def case_step(request, pk):
    case = case_seen(request, pk)
    shown = {
        "title": _("Agregar al plan"),
        "lead": _("Qué se hará y hasta cuándo. Aparece en la agenda de quienes llevan el caso, sin el nombre."),
        "button": _("Agregar"),
    }
    form = StepForm(request.POST or None)
    return _page(request, case, form, services.add_step, words=_("Quedó en el plan."), **shown)


@access(permissions.FOLLOW)
@require_POST
@accepts_once("attendance.case_step_mark")
def case_step_mark(request, pk, step):
    """Done today, or not done after all: the same button, the other way round."""
    case = case_seen(request, pk)
    found = get_object_or_404(case.steps.select_related("case"), pk=step)
    is_done = found.done_date is None
    words = _("Anotado: hecho.") if is_done else _("Anotado: todavía no se hizo.")
    return _press(request, case, lambda: services.mark_step(step=found, is_done=is_done, by=request.user), words=words)


@access(permissions.FOLLOW)
@accepts_once("attendance.case_return")
def case_return(request, pk):
    case = case_seen(request, pk)
    shown = {
        "title": _("Volvió a la escuela"),
        "lead": _("Desde ese día se cuentan sus semanas. Si dejó de venir y volvió otra vez, ponga el último regreso."),
        "button": _("Guardar"),
    }
    form = ReturnForm(request.POST or None)
    return _page(request, case, form, services.say_back, words=_("Anotado. Ahora siga sus semanas."), **shown)


@access(permissions.FOLLOW)
@accepts_once("attendance.case_week")
def case_week(request, pk):
    case = case_seen(request, pk)
    shown = {
        "title": _("Anotar una semana"),
        "lead": _("Cuántos días asistió desde que volvió. Si anota otra vez la misma semana, la corrige."),
        "button": _("Guardar la semana"),
    }
    form = FollowForm(request.POST or None)
    return _page(request, case, form, services.follow_week, words=_("La semana quedó anotada."), **shown)


@access(permissions.FOLLOW)
@accepts_once("attendance.case_close")
def case_close(request, pk):
    case = case_seen(request, pk)
    shown = {
        "title": _("Cerrar el caso"),
        "lead": _("«Volvió y se quedó» pide las semanas de la regla. Los nombres se borran solos más tarde."),
        "button": _("Cerrar el caso"),
    }
    form = CloseForm(request.POST or None)
    return _page(request, case, form, services.close_case, words=_("El caso quedó cerrado."), **shown)


@access(permissions.FOLLOW)
@require_POST
@accepts_once("attendance.case_reopen")
def case_reopen(request, pk):
    case = case_seen(request, pk)
    words = _("El caso está abierto otra vez.")
    return _press(request, case, lambda: services.reopen_case(case=case, by=request.user), words=words)


@access(permissions.FOLLOW)
@accepts_once("attendance.case_give")
def case_give(request, pk):
    case = _given_by(request, pk)
    shown = {
        "title": _("Encargar el caso"),
        "lead": _("Quien lo lleve leerá el nombre y lo que se habló. Se le avisa sin decir de quién se trata."),
        "button": _("Encargar"),
    }
    form = GiveForm(request.POST or None, case=case)
    return _page(request, case, form, services.give, words=_("El caso quedó encargado."), **shown)


@access(permissions.FOLLOW)
@require_POST
@accepts_once("attendance.case_take_back")
def case_take_back(request, pk, worker):
    """Somebody no longer follows it, by who gives it, or by themselves."""
    case = case_seen(request, pk)
    found = get_object_or_404(case.workers.select_related("case", "user"), pk=worker)
    if found.user_id != request.user.pk:
        _given_by(request, pk)
    to = "" if found.user_id != request.user.pk else "attendance:case_list"
    words = _("Ya no lleva el caso ni lee sus nombres.")
    return _press(request, case, lambda: services.take_back(worker=found, by=request.user), words=words, to=to)


@access(permissions.FOLLOW)
@accepts_once("attendance.case_forget")
def case_forget(request, pk):
    case = _given_by(request, pk)
    shown = {
        "title": _("Borrar los nombres"),
        "lead": _("Nombre, contacto y lo que se habló se borran ahora y no vuelven. El caso y sus cuentas quedan."),
        "button": _("Borrar los nombres"),
    }
    form = ForgetForm(request.POST or None, case=case)
    return _page(request, case, form, services.forget, words=_("Los nombres se borraron."), **shown)


def _given_by(request, pk):
    case = case_seen(request, pk)
    if not permissions.may_give_case(request, case):
        raise PermissionDenied(_("Lo decide quien dirige la escuela."))
    return case


def _press(request, case, act, *, words, to=""):
    """A button without a form: it did its work, or says why not."""
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(case)
    return request.submission.received(case, to=reverse(to) if to else "", words=words)
