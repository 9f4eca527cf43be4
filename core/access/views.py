from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _

from core.access import permissions, services
from core.access.decorators import access
from core.access.forms import FirstPasswordForm, InviteForm, SettingsForm
from core.accounts.models import Membership
from core.accounts.services import invitation_path
from core.strategies import settings as ugel_settings
from core.strategies.registry import collect
from core.tenancy.errors import DomainError
from core.tenancy.urls import absolute


@access(permissions.MANAGE_PEOPLE)
def people_list(request):
    members = Membership.objects.filter(ugel=request.ugel, is_active=True).select_related("user")
    return render(request, "access/people_list.html", {"members": members.order_by("role", "user__full_name")})


@access(permissions.MANAGE_PEOPLE)
def people_invite(request):
    form = InviteForm(request.POST or None)
    if form.is_valid():
        membership = services.invite_person(ugel=request.ugel, by=request.user, **form.cleaned_data)
        return redirect("people_invitation", membership.pk)
    return render(request, "access/people_invite.html", {"form": form}, status=422 if form.errors else 200)


@access(permissions.MANAGE_PEOPLE)
def people_invitation(request, pk):
    membership = _member_of(request.ugel, pk)
    link = None if membership.user.has_usable_password() else absolute(invitation_path(membership.user))
    return render(request, "access/people_invitation.html", {"membership": membership, "link": link})


@access(permissions.MANAGE_PEOPLE)
def people_withdraw(request, pk):
    membership = _member_of(request.ugel, pk)
    if request.method == "POST":
        try:
            services.withdraw_person(membership=membership, by=request.user)
        except DomainError as error:
            messages.error(request, error)
        else:
            messages.success(request, _("%(name)s ya no tiene acceso a esta UGEL.") % {"name": membership.user})
        return redirect("people_list")
    return render(request, "access/people_withdraw.html", {"membership": membership})


@access(permissions.CHANGE_SETTINGS)
def settings_edit(request):
    declared = collect("settings")
    values = ugel_settings.values([setting.name for setting in declared])
    form = SettingsForm(request.POST or None, settings=declared, values=values)
    if form.is_valid():
        services.change_settings(values=form.cleaned_data, before=values, by=request.user)
        messages.success(request, _("Los ajustes se guardaron. Los informes ya emitidos no cambian."))
        return redirect("settings_edit")
    return render(request, "access/settings_edit.html", {"form": form}, status=422 if form.errors else 200)


@access.public
def invitation_accept(request, uidb64, token):
    user = _invited(uidb64, token)
    if user is None:
        return render(request, "access/invitation_invalid.html", status=410)
    form = FirstPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect("/")
    return render(
        request,
        "access/invitation_accept.html",
        {"form": form, "person": user},
        status=422 if form.errors else 200,
    )


def _member_of(ugel, pk):
    return get_object_or_404(Membership.objects.select_related("user"), pk=pk, ugel=ugel, is_active=True)


def _invited(uidb64, token):
    try:
        user = get_user_model().objects.filter(pk=force_str(urlsafe_base64_decode(uidb64)), is_active=True).first()
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if user is None or user.has_usable_password() or not default_token_generator.check_token(user, token):
        return None
    return user
