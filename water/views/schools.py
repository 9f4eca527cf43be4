from datetime import date, timedelta

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from needs.selectors import schools_for
from schools.models import School
from schools.permissions import party_of
from schools.selectors.calendar import school_days
from water import permissions, selectors, services
from water.forms import DeliveryForm, SampleForm, SupplyForm
from water.models import Sample
from water.rule import CHLORINE_LEAST
from water.selectors.months import chlorine_line, last_months, litres_bars
from water.selectors.months import months_of as months
from water.selectors.supply import to_note

SHOWN_ROWS = 12


@access(permissions.SCHOOL)
def school_water(request, pk):
    """The tab of the school's page: this week, what is left, what came, what the samples said."""
    school = _school(request, pk)
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    context = {
        "school": school,
        "standing": selectors.standings(School.objects.filter(pk=pk))[pk],
        "supply": selectors.supply_of(school),
        "week": _week_rows(school, monday),
        "changes": selectors.history_of(school, today - timedelta(days=60), today)[:SHOWN_ROWS],
        "deliveries": selectors.deliveries_of(school)[:SHOWN_ROWS],
        "promised": selectors.next_promised(school),
        "to_note": to_note(school).filter(due_date__lte=today)[:SHOWN_ROWS],
        "samples": Sample.objects.standing().filter(school=school).order_by("-taken_date", "-pk")[:SHOWN_ROWS],
        "month": months(School.objects.filter(pk=pk), today.replace(day=1))[0],
        "litres": litres_bars(school, last_months(6)),
        "chlorine": chlorine_line(school),
        "chlorine_least": CHLORINE_LEAST,
        "rules": selectors.settled(),
    }
    return render(request, "water/school_water.html", context)


@access(permissions.RECORD)
@accepts_once("water.record_delivery")
def delivery_add(request, pk):
    school = _school(request, pk)
    form = DeliveryForm(request.POST or None, school=school, initial={"instalment": request.GET.get("entrega")})
    party = party_of(request.user, request.roles, pk)
    made = done(form, lambda told: services.record_delivery(school=school, party=party, by=request.user, **told))
    if made:
        to = reverse("water:school_water", args=[pk])
        return request.submission.received(to=to, words=_("La entrega quedó anotada."))
    return htmx.form(request, "water/delivery_form.html", form=form, school=school)


@access(permissions.MANAGE)
@accepts_once("water.record_sample")
def sample_add(request, pk):
    school = _school(request, pk)
    form = SampleForm(request.POST or None)
    made = done(form, lambda told: services.record_sample(school=school, by=request.user, **told))
    if made:
        words = _("Muestra guardada: %(result)s.") % {"result": made.status.label}
        return request.submission.received(made, words=words)
    return htmx.form(request, "water/sample_form.html", form=form, school=school)


@access(permissions.MANAGE)
@accepts_once("water.save_supply")
def supply_edit(request, pk):
    school = _school(request, pk)
    form = SupplyForm(request.POST or None, instance=selectors.supply_of(school))
    made = done(form, lambda told: services.save_supply(school=school, by=request.user, **told))
    if made:
        to = reverse("water:school_water", args=[pk])
        return request.submission.received(to=to, words=_("La fuente de agua quedó registrada."))
    return htmx.form(request, "water/supply_form.html", form=form, school=school)


def _school(request, pk) -> School:
    return get_object_or_404(schools_for(request.user, request.roles), pk=pk)


def _days_to_tell(school, monday) -> list[date]:
    """School days of the week that came; Monday to Friday where the UGEL has no calendar."""
    sunday = monday + timedelta(days=6)
    known = school_days(monday, sunday, school_ids=[school.pk])
    days = known.get(school.pk, {monday + timedelta(days=n) for n in range(5)})
    return sorted(day for day in days if day <= timezone.localdate())


def _week_rows(school, monday) -> list[tuple]:
    told = selectors.days_between(school, monday, monday + timedelta(days=6))
    days = sorted({*_days_to_tell(school, monday), *told})
    return [(day, told.get(day)) for day in days]
