from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from schools import permissions
from schools.forms import ClosureForm, SchoolYearForm, TermForm, WeekdaysForm
from schools.models import Closure, School, SchoolTerm, SchoolYear
from schools.selectors.calendar import years
from schools.selectors.year_view import year_view
from schools.services import calendar as services


@access(permissions.VIEW)
def calendar(request):
    """A year as squares and as the list that says the same; of all schools or of one."""
    known = years()
    year = _number(request.GET.get("year")) or timezone.localdate().year
    school = School.objects.filter(pk=_number(request.GET.get("school"))).first()
    school_year = SchoolYear.objects.filter(year=year).first()
    context = {
        "year": year,
        "years": sorted({*known, timezone.localdate().year}, reverse=True),
        "school": school,
        "schools": School.objects.current().order_by("name", "pk"),
        "shown": year_view(school_year, school=school) if school_year else None,
        "may_change": request.allows(permissions.CALENDAR),
        "form": SchoolYearForm(initial={"year": year}),
    }
    return render(request, "schools/calendar.html", context)


@access(permissions.CALENDAR)
@accepts_once("schools.open_year")
def year_open(request):
    year = _number(request.GET.get("year")) or timezone.localdate().year
    form = SchoolYearForm(request.POST or None, initial={"year": year})
    made = done(form, lambda told: services.open_school_year(by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("El calendario está abierto. Agregue sus periodos."))
    return _form_page(request, form, title=_("Abrir un calendario"), school_year=None)


@access(permissions.CALENDAR)
@accepts_once("schools.change_weekdays")
def weekdays_edit(request, pk):
    school_year = get_object_or_404(SchoolYear, pk=pk)
    form = WeekdaysForm(request.POST or None, initial={"weekdays": school_year.weekdays})
    made = done(form, lambda told: services.change_weekdays(school_year=school_year, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("Los días de clase quedaron guardados."))
    return _form_page(request, form, title=_("Días de clase"), school_year=school_year)


@access(permissions.CALENDAR)
@accepts_once("schools.add_term")
def term_add(request, pk):
    school_year = get_object_or_404(SchoolYear, pk=pk)
    form = TermForm(request.POST or None)
    made = done(form, lambda told: services.save_term(school_year=school_year, by=request.user, **told))
    if made:
        words = _("El periodo está en el calendario.")
        return request.submission.received(made, to=school_year.get_absolute_url(), words=words)
    return _form_page(request, form, title=_("Agregar un periodo"), school_year=school_year)


@access(permissions.CALENDAR)
@accepts_once("schools.correct_term")
def term_edit(request, pk):
    term = get_object_or_404(SchoolTerm.objects.select_related("school_year"), pk=pk)
    year = term.school_year
    form = TermForm(request.POST or None, initial={name: getattr(term, name) for name in TermForm.base_fields})
    made = done(form, lambda told: services.save_term(school_year=year, term=term, by=request.user, **told))
    if made:
        return request.submission.received(made, to=year.get_absolute_url(), words=_("El periodo quedó corregido."))
    return _form_page(
        request,
        form,
        title=_("Corregir el periodo"),
        school_year=year,
        remove="schools:term_remove",
        removing="schools.remove_term",
        thing=term,
    )


@access(permissions.CALENDAR)
@require_POST
@accepts_once("schools.remove_term")
def term_remove(request, pk):
    term = get_object_or_404(SchoolTerm.objects.select_related("school_year"), pk=pk)
    services.remove_term(term=term, by=request.user)
    to = term.school_year.get_absolute_url()
    return request.submission.received(to=to, words=_("El periodo ya no está en el calendario."))


@access(permissions.CALENDAR)
@accepts_once("schools.add_closure")
def closure_add(request):
    form = ClosureForm(request.POST or None, initial={"from_date": request.GET.get("dia")})
    made = done(form, lambda told: services.save_closure(by=request.user, **told))
    if made:
        words = _("Esos días ya no cuentan como días de clase.")
        return request.submission.received(made, words=words)
    return _form_page(request, form, title=_("Días sin clases"), school_year=None)


@access(permissions.CALENDAR)
@accepts_once("schools.correct_closure")
def closure_edit(request, pk):
    closure = get_object_or_404(Closure, pk=pk)
    form = ClosureForm(request.POST or None, initial={name: getattr(closure, name) for name in ClosureForm.base_fields})
    made = done(form, lambda told: services.save_closure(closure=closure, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("El cierre quedó corregido."))
    return _form_page(
        request,
        form,
        title=_("Corregir los días sin clases"),
        school_year=None,
        remove="schools:closure_remove",
        removing="schools.remove_closure",
        thing=closure,
    )


@access(permissions.CALENDAR)
@require_POST
@accepts_once("schools.remove_closure")
def closure_remove(request, pk):
    closure = get_object_or_404(Closure, pk=pk)
    to = closure.get_absolute_url()
    services.remove_closure(closure=closure, by=request.user)
    return request.submission.received(to=to, words=_("Esos días vuelven a contar como días de clase."))


def _form_page(request, form, **context):
    return htmx.form(request, "schools/calendar_form.html", form=form, **context)


def _number(text) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else None
