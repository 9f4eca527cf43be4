"""Sign-in, second factor, doors and health: the pages that decide who somebody is."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path
from django.views.generic import RedirectView

from core.access import health
from core.access.decorators import access
from core.access.views import doors, second_factor

account_urls = [
    path("cuenta/login/", access.public(account.login), name="account_login"),
    path("cuenta/salir/", access.public(account.logout), name="account_logout"),
    path("cuenta/clave/", access.signed_in(account.password_change), name="account_change_password"),
    path("cuenta/clave/definir/", access.signed_in(account.password_set), name="account_set_password"),
    path("cuenta/clave/olvido/", access.public(account.password_reset), name="account_reset_password"),
    path(
        "cuenta/clave/olvido/enviado/",
        access.public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^cuenta/clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        access.public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "cuenta/clave/nueva/listo/",
        access.public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("cuenta/inactiva/", access.public(account.account_inactive), name="account_inactive"),
    path("cuenta/registro/", access.public(account.signup), name="account_signup"),
    path("cuenta/confirmar/", access.signed_in(account.reauthenticate), name="account_reauthenticate"),
    # allauth asks for this name; addresses are the UGEL's to give, so its own page has no place here.
    path(
        "cuenta/correo/",
        access.signed_in(RedirectView.as_view(pattern_name="account_change_password")),
        name="account_email",
    ),
]
second_factor_urls = [
    path("cuenta/segundo-paso/", access.signed_in(mfa.index), name="mfa_index"),
    path("cuenta/segundo-paso/ingresar/", access.public(mfa.authenticate), name="mfa_authenticate"),
    path("cuenta/segundo-paso/confirmar/", access.signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("cuenta/segundo-paso/celular/", access.signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("cuenta/segundo-paso/celular/quitar/", access.signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "cuenta/segundo-paso/respaldo/",
        access.signed_in(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "cuenta/segundo-paso/respaldo/nuevos/",
        access.signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "cuenta/segundo-paso/respaldo/descargar/",
        access.signed_in(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("cuenta/llaves/", access.signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("cuenta/llaves/nueva/", access.signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("cuenta/llaves/ingresar/", access.public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        "cuenta/llaves/confirmar/",
        access.signed_in(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("cuenta/llaves/<int:pk>/quitar/", access.signed_in(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("cuenta/llaves/<int:pk>/nombre/", access.signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
]
door_urls = [
    path("entrar/", doors.code_enter, name="code_enter"),
    path("t/", doors.code_type, name="code_type"),
    path("t/<str:secret>", doors.code_show, name="code_show"),
]
urlpatterns = [
    *account_urls,
    *second_factor_urls,
    *door_urls,
    path("segundo-paso/", second_factor.second_factor_owed, name="second_factor_owed"),
    path("salud/viva/", health.alive, name="health_alive"),
    path("salud/lista/", health.ready, name="health_ready"),
    path(".well-known/security.txt", health.security_txt, name="security_txt"),
]
