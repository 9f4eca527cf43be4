"""People, their cards and codes, and the UGEL's settings."""

from django.urls import include, path

from core.people.views import cards, invitations, language, mailed, people, settings

# /personas/<user>/
person_urls = [
    path("", people.person_detail, name="person_detail"),
    path("celular/", people.person_phone, name="person_phone"),
    path("correo/", people.person_email, name="person_email"),
    path("contrasena-olvidada/", people.person_forget_password, name="person_forget_password"),
    path("desbloquear/", people.person_unlock, name="person_unlock"),
    path("anular-acceso/", people.person_end_access, name="person_end_access"),
    path("tarjeta/", cards.card_issue, name="card_issue"),
    path("codigo/", cards.code_issue, name="code_issue"),
]
# /personas/funcion/<membership>/
membership_urls = [
    path("retirar/", people.people_withdraw, name="people_withdraw"),
    path("invitar/", invitations.people_invitation, name="people_invitation"),
    path("invitar/correo/", invitations.people_invitation_mail, name="people_invitation_mail"),
]
urlpatterns = [
    path("personas/", people.people_list, name="people_list"),
    path("personas/nueva/", people.people_invite, name="people_invite"),
    path("personas/tarjetas/", cards.cards_issue, name="cards_issue"),
    path("personas/tarjetas/<int:pk>/", cards.card_sheet_detail, name="card_sheet_detail"),
    path("personas/tarjetas/<int:pk>/descargar/", cards.card_sheet_fetch, name="card_sheet_fetch"),
    path("personas/<int:pk>/", include(person_urls)),
    path("personas/funcion/<int:pk>/", include(membership_urls)),
    path("idioma/", language.language_edit, name="language_edit"),
    path("ajustes/", settings.settings_edit, name="settings_edit"),
    path("entrar/correo/", mailed.access_by_mail, name="access_by_mail"),
    path("invitacion/<uidb64>/<token>/", invitations.invitation_accept, name="invitation_accept"),
]
