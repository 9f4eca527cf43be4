"""Who works at a school: seen and changed by its head and by the UGEL."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.access.decorators import access
from core.access.services.keys import issue_card
from core.accounts.models import User
from core.people.forms import AskedAtForm
from core.people.views.cards import show_cards
from core.strategies.registry import open_at_school
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from schools import permissions
from schools.forms import ColleagueForm, EndAssignmentForm, HandOverForm
from schools.models import School, SchoolStaff
from schools.selectors.staff import former_staff, future_staff, team_of
from schools.services.staff import add_colleague, end_assignment, name_head


@access(permissions.TEAM)
def staff_list(request, pk):
    school = _team_school(request, pk)
    context = {
        "school": school,
        "team": team_of(school),
        "future": future_staff(school),
        "former": former_staff(school)[:30],
        "is_ugel": request.allows(permissions.STAFF),
    }
    return render(request, "schools/staff_list.html", context)


@access(permissions.TEAM)
@accepts_once("schools.staff_add")
def staff_add(request, pk):
    school = _team_school(request, pk)
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        try:
            assignment = add_colleague(school=school, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(assignment, to=reverse("schools:staff_card", args=[assignment.pk]))
    return htmx.form(request, "schools/staff_add.html", form=form, school=school)


@access(permissions.STAFF)
@accepts_once("schools.staff_hand_over")
def staff_hand_over(request, pk):
    school = get_object_or_404(School, pk=pk)
    colleagues = SchoolStaff.objects.team().on().filter(school=school, is_head=False)
    team = User.objects.filter(school_assignments__in=colleagues)
    form = HandOverForm(request.POST or None, team=team.order_by("full_name").distinct())
    if form.is_valid():
        try:
            done = name_head(school=school, by=request.user, **form.facts())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(
                done.assignment, to=reverse("schools:staff_handed_over", args=[done.assignment.pk])
            )
    heads = SchoolStaff.objects.on().filter(school=school, is_head=True).select_related("user")
    return htmx.form(request, "schools/staff_hand_over.html", form=form, school=school, heads=heads)


@access(permissions.STAFF)
def staff_handed_over(request, pk):
    """What the new head inherits, and what the UGEL does next."""
    assignment = _assignment(pk)
    former = former_staff(assignment.school).filter(is_head=True).first()
    context = {
        "assignment": assignment,
        "school": assignment.school,
        "former": former,
        "open_items": open_at_school(assignment.school_id),
    }
    return render(request, "schools/staff_handed_over.html", context)


@access(permissions.TEAM)
@accepts_once("schools.staff_end")
def staff_end(request, pk):
    assignment = _assignment(pk)
    permissions.check_can_end(request.user, assignment, request.roles)
    form = EndAssignmentForm(request.POST or None)
    if form.is_valid():
        try:
            end_assignment(assignment=assignment, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("to_date", str(error))
        else:
            done = _("%(name)s ya no figura en el equipo.") % {"name": assignment.user}
            return request.submission.received(assignment, to=_team_url(assignment), words=done)
    return htmx.form(request, "schools/staff_end.html", form=form, assignment=assignment, school=assignment.school)


@access(permissions.TEAM)
@never_cache
def staff_card(request, pk):
    """A colleague's card, given by the head of their school or the UGEL."""
    assignment = _assignment(pk)
    permissions.check_can_give_card(request.user, assignment, request.roles)
    form = AskedAtForm(request.POST or None, initial={"asked_at": timezone.now().isoformat()})
    if form.is_valid():
        try:
            issued = issue_card(user=assignment.user, by=request.user, asked_at=form.cleaned_data["asked_at"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return show_cards(request, [issued], back=_team_url(assignment))
    context = {"person": assignment.user, "cancel_url": _team_url(assignment)}
    return htmx.form(request, "people/card_issue.html", form=form, **context)


def _team_school(request, pk):
    school = get_object_or_404(School.objects.select_related("district"), pk=pk)
    permissions.check_can_manage_team(request.user, school.pk, request.roles)
    return school


def _assignment(pk):
    return get_object_or_404(SchoolStaff.objects.team().select_related("school__district", "user"), pk=pk)


def _team_url(assignment):
    return reverse("schools:staff_list", args=[assignment.school_id])
