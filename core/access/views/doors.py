"""Getting in with a card or a code. Opening a link only shows who it is for; only pressing «Entrar» signs in."""

from contextlib import nullcontext

from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import codes, sessions
from core.access.addresses import client_address
from core.access.decorators import access
from core.access.forms import CodeForm
from core.access.services.keys import present, shown, use_key
from core.access.services.wrong_codes import TooManyWrongCodes
from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership
from core.strategies.registry import workplaces
from core.tenancy.models import Ugel
from core.tenancy.scope import current_ugel, scope


@access.public_tenant
@never_cache
@require_safe
def code_show(request, secret):
    """What a QR or a link opens, also in a preview: who it is for, and the button; nothing is written."""
    try:
        key = shown(secret=secret, address=client_address(request))
    except TooManyWrongCodes as error:
        return _form_page(request, CodeForm(), str(error), 429)
    if key is None:
        return _form_page(request, CodeForm(), _refusal(), 404)
    context = {"person": key.user, "secret": secret, **_who(key.user)}
    return _without_address(render(request, "access/code_show.html", context))


@access.public_tenant
@never_cache
def code_type(request):
    """Where the code on a card is typed, at the UGEL's own address."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return _come_in(request, request.ugel, codes.without_ugel(form.cleaned_data["code"], request.ugel), form)
    return _form_page(request, form, status=422 if form.errors else 200)


@access.public
@never_cache
def code_enter(request):
    """The same for somebody who only has the code: it begins with the UGEL it is for."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _form_page(request, form, status=422 if form.errors else 200)
    for typed in codes.taken_apart(form.cleaned_data["code"]):
        ugel = Ugel.objects.filter(code=typed.ugel_code, is_active=True).first()
        if ugel is not None:
            return _come_in(request, ugel, typed.secret, form)
    return _form_page(request, form, _refusal(), 422)


def _come_in(request, ugel, secret, form=None):
    # The page without a UGEL in its address has no scope of its own.
    with nullcontext() if request.ugel else scope(ugel):
        key, sentence, status = _presented(request, secret)
        if key is not None:
            key, sentence, status = use_key(key=key), _refusal(), 422
        if key is None:
            return _form_page(request, form or CodeForm(), sentence, status)
        sessions.sign_in_by_key(request, key)
    return redirect(_next(request, ugel))


def _presented(request, secret):
    """The key, or the sentence and status of the refusal: one for whatever is wrong with a code."""
    try:
        key = present(secret=secret, address=client_address(request))
    except TooManyWrongCodes as error:
        return None, str(error), 429
    return key, _refusal(), 422


def _refusal():
    return _("Ese código no abre. Revise cada letra y número; si se anuló o venció, pida otro a su UGEL.")


def _form_page(request, form, sentence="", status=200):
    context = {"form": form, "sentence": sentence, "next": request.GET.get("next", "")}
    return _without_address(render(request, "access/code_enter.html", context, status=status))


def _who(user):
    memberships = Membership.objects.active().filter(user=user, ugel=current_ugel(), role__in=CARD_ROLES)
    roles = [membership.get_role_display() for membership in memberships.order_by("id")]
    return {"roles": roles, "places": workplaces([user.pk]).get(user.pk, [])}


def _next(request, ugel):
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    inside = wanted.startswith(f"/{ugel.code}/")
    return wanted if inside and url_has_allowed_host_and_scheme(wanted, None) else f"/{ugel.code}/"


def _without_address(response):
    # The address holds the secret; CSRF still needs the origin.
    response["Referrer-Policy"] = "strict-origin"
    return response
