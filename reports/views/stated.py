"""Figures printed elsewhere, and programmes: their lists, and telling, correcting, taking away, putting back."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from reports import permissions
from reports.forms import ProgrammeForm, ReportedFigureForm
from reports.models import Programme, ReportedFigure
from reports.selectors.stated import programmes, reported_figures
from reports.services import stated

A_PAGE = 25


@access(permissions.EDIT)
def reported_list(request):
    page = Paginator(reported_figures(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/reported_list.html", {"page": page})


@access(permissions.EDIT)
@accepts_once("reports.reported")
def reported_add(request):
    form = ReportedFigureForm(request.POST or None)
    if done(form, lambda told: stated.tell_figure(by=request.user, **told)):
        return _received(request, "reports:reported_list", _("La cifra quedó anotada."))
    return htmx.form(request, "reports/reported_add.html", form=form)


@access(permissions.EDIT)
@accepts_once("reports.correct_reported")
def reported_edit(request, pk):
    figure = _standing(ReportedFigure, pk)
    form = ReportedFigureForm(request.POST or None, instance=_standing(ReportedFigure, pk))
    if done(form, lambda told: stated.correct_figure(figure=figure, by=request.user, **told)):
        return _received(request, "reports:reported_list", _("La cifra quedó corregida."))
    return htmx.form(request, "reports/reported_edit.html", form=form, figure=figure)


@access(permissions.EDIT)
@require_POST
@accepts_once("reports.strike_reported")
def reported_strike(request, pk):
    stated.take_away(said=_any(ReportedFigure, pk), by=request.user)
    return _received(request, "reports:reported_list", _("La cifra se quitó. Puede volver a ponerla."))


@access(permissions.EDIT)
@require_POST
@accepts_once("reports.restore_reported")
def reported_restore(request, pk):
    stated.put_back(said=_any(ReportedFigure, pk), by=request.user)
    return _received(request, "reports:reported_list", _("La cifra está otra vez."))


@access(permissions.EDIT)
def programme_list(request):
    page = Paginator(programmes(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/programme_list.html", {"page": page})


@access(permissions.EDIT)
@accepts_once("reports.programme")
def programme_add(request):
    form = ProgrammeForm(request.POST or None)
    if done(form, lambda told: stated.tell_programme(by=request.user, **told)):
        return _received(request, "reports:programme_list", _("El programa quedó anotado."))
    return htmx.form(request, "reports/programme_add.html", form=form)


@access(permissions.EDIT)
@accepts_once("reports.correct_programme")
def programme_edit(request, pk):
    programme = _standing(Programme, pk)
    form = ProgrammeForm(request.POST or None, instance=_standing(Programme, pk))
    if done(form, lambda told: stated.correct_programme(programme=programme, by=request.user, **told)):
        return _received(request, "reports:programme_list", _("El programa quedó corregido."))
    return htmx.form(request, "reports/programme_edit.html", form=form, programme=programme)


@access(permissions.EDIT)
@require_POST
@accepts_once("reports.strike_programme")
def programme_strike(request, pk):
    stated.take_away(said=_any(Programme, pk), by=request.user)
    return _received(request, "reports:programme_list", _("El programa se quitó. Puede volver a ponerlo."))


@access(permissions.EDIT)
@require_POST
@accepts_once("reports.restore_programme")
def programme_restore(request, pk):
    stated.put_back(said=_any(Programme, pk), by=request.user)
    return _received(request, "reports:programme_list", _("El programa está otra vez."))


def _standing(model, pk):
    return get_object_or_404(model.objects.standing(), pk=pk)


def _any(model, pk):
    return get_object_or_404(model, pk=pk)


def _received(request, url_name, words):
    return request.submission.received(to=reverse(url_name), words=words)
