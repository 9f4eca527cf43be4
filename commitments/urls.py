from django.urls import include, path, re_path

from commitments import views

# /compromisos/<pk>/
commitment_urls = [
    path("", views.commitment_detail, name="commitment_detail"),
    path("origen/", views.commitment_origin, name="commitment_origin"),
    path("confirmar/", views.commitment_confirm, name="commitment_confirm"),
    path("no-acepta/", views.commitment_decline, name="commitment_decline"),
    path("empezar/", views.commitment_start, name="commitment_start"),
    path("cambiar/", views.commitment_change, name="commitment_change"),
    path("atestiguar/", views.commitment_attest, name="commitment_attest"),
    path("anotar/", views.commitment_attest_on_behalf, name="commitment_attest_on_behalf"),
    path("enlaces/", views.link_list, name="link_list"),
    path("enlaces/<int:contact_pk>/entregar/", views.link_issue, name="link_issue"),
    path("mes/", views.commitment_attest_month, name="commitment_attest_month"),
    path("cerrar/", views.commitment_close, name="commitment_close"),
    path("reabrir/", views.commitment_reopen, name="commitment_reopen"),
    re_path(r"^(?P<end>no-se-pudo|incumplido|anular)/$", views.commitment_end, name="commitment_end"),
]
# /c/<token>/, short for paper and WhatsApp: mounted beside the apps, outside /compromisos/
promiser_urls = [
    path("", views.door_show, name="door_show"),
    path("confirmar/", views.door_confirm, name="door_confirm"),
    path("responder/", views.door_answer, name="door_answer"),
    path("dicho/", views.door_vouch, name="door_vouch"),
    path("cuentas/", views.door_record, name="door_record"),
    path("entregas/", views.door_sheet, name="door_sheet"),
    path("entregas.xlsx", views.door_sheet_download, name="door_sheet_download"),
    path("gracias/", views.door_thanks, name="door_thanks"),
    path("gracias/<int:pk>.pdf", views.door_thanks_file, name="door_thanks_file"),
    path("gracias/<int:pk>.xlsx", views.door_thanks_sheet, name="door_thanks_sheet"),
    path("foto/<uuid:pk>/", views.door_photo, name="door_photo"),
    path("<int:pk>/cambio/", views.door_change, name="door_change"),
    path("<int:pk>/entrega/", views.door_deliver, name="door_deliver"),
]
door_urls = (
    [path("", views.door_enter, name="door_enter"), path("<str:token>/", include(promiser_urls))],
    "door",
)
app_name = "commitments"
urlpatterns = [
    path("", views.commitment_list, name="commitment_list"),
    path("tablero/", views.board, name="board"),
    path("varios/", views.commitments_many, name="commitments_many"),
    re_path(r"^exportar/(?P<kind>xlsx|csv)/$", views.commitment_export, name="commitment_export"),
    path("calendario/", views.calendar, name="calendar"),
    path("calendario/direccion/", views.feed_make, name="feed_make"),
    path("calendario/direccion/anular/", views.feed_revoke, name="feed_revoke"),
    path("calendario/<str:token>.ics", views.feed_show, name="feed_show"),
    path("nuevo/", views.commitment_new, name="commitment_new"),
    path("segunda-palabra/", views.waiting_list, name="waiting_list"),
    path("desacuerdos/", views.disagreement_list, name="disagreement_list"),
    path("escuela/<int:pk>/", views.school_commitments, name="school_commitments"),
    path("aliado/<int:pk>/", views.partner_promises, name="partner_promises"),
    path("aliado/<int:pk>/gracias/", views.partner_thanks, name="partner_thanks"),
    path("aliado/<int:pk>/gracias/<int:year>/", views.thanks_for_year, name="thanks_for_year"),
    path("aliado/<int:pk>/gracias/promesa/<int:group>/", views.thanks_for_promise, name="thanks_for_promise"),
    path("gracias/<int:pk>.xlsx", views.thanks_sheet, name="thanks_sheet"),
    path("entregas/<int:pk>/fecha/", views.instalment_reschedule, name="instalment_reschedule"),
    path("entregas/<int:pk>/resolver/", views.instalment_resolve, name="instalment_resolve"),
    path("palabras/<int:pk>/papel/", views.attestation_vouch, name="attestation_vouch"),
    path("enlaces/<int:pk>/anular/", views.link_revoke, name="link_revoke"),
    path("cambios/<int:pk>/aceptar/", views.change_accept, name="change_accept"),
    path("cambios/<int:pk>/no-aceptar/", views.change_refuse, name="change_refuse"),
    path("<int:pk>/", include(commitment_urls)),
]
