"""Sign-in, people and health: the pages that decide who somebody is."""

from allauth.account import views as account
from django.urls import path, re_path
from django.views.generic import RedirectView

from core.access import health, views
from core.access.decorators import access

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
people_urls = [
    path("personas/", views.people_list, name="people_list"),
    path("personas/nueva/", views.people_invite, name="people_invite"),
    path("personas/<int:pk>/retirar/", views.people_withdraw, name="people_withdraw"),
    path("personas/<int:pk>/invitar/", views.people_invitation, name="people_invitation"),
    path("ajustes/", views.settings_edit, name="settings_edit"),
]
urlpatterns = [
    *account_urls,
    *people_urls,
    path("invitacion/<uidb64>/<token>/", views.invitation_accept, name="invitation_accept"),
    path("salud/viva/", health.alive, name="health_alive"),
    path("salud/lista/", health.ready, name="health_ready"),
    path(".well-known/security.txt", health.security_txt, name="security_txt"),
]
