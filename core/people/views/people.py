from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.access.enums import KeyEnd
from core.access.services.keys import end_keys
from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership
from core.people import permissions, selectors
from core.people.forms import InviteForm, MailboxForm, PeopleFilter, PhoneForm
from core.people.services import lockouts
from core.people.services.people import add_person, correct_email, forget_password, set_phone, withdraw_person
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx

PEOPLE_A_PAGE = 50


@access(permissions.VIEW)
def people_list(request):
    form = PeopleFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    members = selectors.members(text=wanted.get("q", ""), role=wanted.get("role", ""), seen=wanted.get("seen", ""))
    page = Paginator(members, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "people/people_list.html",
        {"filter": form, "page": page, "lines": selectors.lines(page.object_list), "count": page.paginator.count},
    )


@access(permissions.VIEW)
def person_detail(request, pk):
    person = _person(pk)
    memberships = list(selectors.roles_here(person))
    return render(
        request,
        "people/person_detail.html",
        {
            "person": person,
            "memberships": memberships,
            "places": selectors.lines(memberships)[0].places if memberships else [],
            "phone": selectors.phone_of(person),
            "keys": selectors.keys_of(person)[:20],
            "may_hold_card": any(membership.role in CARD_ROLES for membership in memberships),
            "is_locked": lockouts.is_locked(person),
        },
    )


@access(permissions.MANAGE)
@accepts_once("people.invite")
def people_invite(request):
    form = InviteForm(request.POST or None)
    if form.is_valid():
        membership = add_person(by=request.user, **form.cleaned_data)
        return request.submission.received(membership, to=reverse("people_invitation", args=[membership.pk]))
    return htmx.form(request, "people/people_invite.html", form=form)


@access(permissions.MANAGE)
@accepts_once("people.withdraw")
def people_withdraw(request, pk):
    membership = member_of(request.ugel, pk)
    if request.method == "POST":
        try:
            withdraw_person(membership=membership, by=request.user)
        except DomainError as error:
            messages.error(request, error)
            return redirect("people_list")
        words = _("%(name)s ya no tiene esta función en la UGEL.") % {"name": membership.user}
        return request.submission.received(membership, to=reverse("people_list"), words=words)
    return render(request, "people/people_withdraw.html", {"membership": membership})


@access(permissions.ISSUE_ACCESS)
@accepts_once("people.phone")
def person_phone(request, pk):
    person = _person(pk)
    form = PhoneForm(request.POST or None, initial={"phone": selectors.phone_of(person)})
    if form.is_valid():
        set_phone(user=person, phone=form.cleaned_data["phone"], by=request.user)
        return request.submission.received(person, to=_to(person), words=_("El celular quedó guardado."))
    return htmx.form(request, "people/person_phone.html", form=form, person=person)


@access(permissions.MANAGE)
@accepts_once("people.email")
def person_email(request, pk):
    person = _person(pk)
    form = MailboxForm(request.POST or None, initial={"email": person.email})
    if form.is_valid():
        try:
            correct_email(user=person, email=form.cleaned_data["email"], by=request.user)
        except DomainError as error:
            form.add_error("email", str(error))
        else:
            return request.submission.received(person, to=_to(person), words=_("El correo quedó guardado."))
    return htmx.form(request, "people/person_email.html", form=form, person=person)


@access(permissions.MANAGE)
@accepts_once("people.forget_password")
def person_forget_password(request, pk):
    person = _person(pk)
    membership = get_object_or_404(selectors.roles_here(person)[:1])
    if request.method == "POST":
        try:
            forget_password(user=person, by=request.user)
        except DomainError as error:
            messages.error(request, error)
            return redirect(_to(person))
        return request.submission.received(person, to=reverse("people_invitation", args=[membership.pk]))
    return render(request, "people/person_forget_password.html", {"person": person})


@access(permissions.MANAGE)
@require_POST
def person_unlock(request, pk):
    membership = get_object_or_404(selectors.roles_here(_person(pk))[:1])
    lockouts.unlock(membership=membership, by=request.user)
    return htmx.saved(request, to=_to(membership.user), message=_("Ya puede volver a intentar el ingreso."))


@access(permissions.ISSUE_ACCESS)
@accepts_once("people.end_access")
def person_end_access(request, pk):
    person = _person(pk)
    if request.method == "POST":
        end_keys(user=person, reason=KeyEnd.LOST, by=request.user)
        done = _("Su tarjeta y sus códigos ya no abren, y las sesiones que abrieron terminaron.")
        return request.submission.received(person, to=_to(person), words=done)
    return render(request, "people/person_end_access.html", {"person": person})


def member_of(ugel, pk):
    return get_object_or_404(Membership.objects.select_related("user"), pk=pk, ugel=ugel, is_active=True)


def _person(pk):
    person = selectors.person_here(pk)
    if person is None:
        raise Http404
    return person


def _to(person):
    return reverse("person_detail", args=[person.pk])
