"""What was noted wrong: one page to mend it or to strike it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from dialogues import permissions, services
from dialogues.forms import AgreementCorrection, AttendanceCorrection, ProblemForm, ReasonForm
from dialogues.models import Agreement, Attendance, Problem


@dataclass(frozen=True)
class Noted:
    """A kind of thing a session notes: how it is mended, how it is struck, what the page says."""

    model: type[Model]
    form: type[ModelForm]
    correct: Callable
    strike: Callable
    title: Promise
    strike_title: Promise


KINDS = {
    "asistencia": Noted(
        Attendance,
        AttendanceCorrection,
        services.correct_attendance,
        services.strike_attendance,
        _("Corregir la asistencia"),
        _("Quitar de la lista a quien no vino"),
    ),
    "problemas": Noted(
        Problem,
        ProblemForm,
        services.correct_problem,
        services.strike_problem,
        _("Corregir el problema"),
        _("Quitar el problema"),
    ),
    "acuerdos": Noted(
        Agreement,
        AgreementCorrection,
        services.correct_agreement,
        services.strike_agreement,
        _("Corregir el acuerdo"),
        _("Tachar lo que no se acordó"),
    ),
}


@access(permissions.LEAD)
@accepts_once("dialogues.correct")
def item_correct(request, kind, pk):
    """Mend what was noted; an agreement asks its partner again."""
    noted, item = _found(kind, pk)
    form = noted.form(request.POST or None, instance=item)
    # A model form writes what was typed on its instance: the service compares with what is stored.
    made = done(form, lambda told: noted.correct(item=_found(kind, pk)[1], by=request.user, **told))
    if made:
        return request.submission.received(made, to=_part(item, kind))
    return _page(request, kind, item, noted.title, form)


@access(permissions.LEAD)
@accepts_once("dialogues.strike")
def item_strike(request, kind, pk):
    """Take it off, with the reason on record."""
    noted, item = _found(kind, pk)
    form = ReasonForm(request.POST or None)
    to, session = _part(item, kind), item.session
    if done(form, lambda told: noted.strike(item=item, by=request.user, **told) or session):
        return request.submission.received(session, to=to)
    return _page(request, kind, item, noted.strike_title, form, is_strike=True)


def _found(kind, pk):
    if kind not in KINDS:
        raise Http404
    model = KINDS[kind].model
    return KINDS[kind], get_object_or_404(model.objects.standing().select_related("session__table__territory"), pk=pk)


def _part(item, kind) -> str:
    return f"{item.session.get_absolute_url()}#{kind}"


def _page(request, kind, item, title, form, *, is_strike=False):
    context = {"kind": kind, "item": item, "title": title, "form": form, "is_strike": is_strike}
    return render(request, "dialogues/item_correct.html", context, status=422 if form.errors else 200)
