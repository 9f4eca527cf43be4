from django.urls import include, path, re_path

from alliances import views

app_name = "alliances"
alliance_urls = [
    path("", views.alliance_detail, name="alliance_detail"),
    path("corregir/", views.alliance_edit, name="alliance_edit"),
    path("paso/", views.alliance_move, name="alliance_move"),
    path("firmar/", views.alliance_sign, name="alliance_sign"),
    path("terminar/", views.alliance_end, name="alliance_end"),
    path("renovar/", views.alliance_renew, name="alliance_renew"),
    path("recursos/nuevo/", views.resource_add, name="resource_add"),
    path("documentos/nuevo/", views.paper_add, name="paper_add"),
]
urlpatterns = [
    path("", views.alliance_list, name="alliance_list"),
    path("nueva/", views.alliance_create, name="alliance_create"),
    path("aliado/<int:pk>/", views.partner_alliances, name="partner_alliances"),
    path("escuela/<int:pk>/", views.school_alliances, name="school_alliances"),
    path("falta/", views.need_gaps, name="need_gaps"),
    path("quien-podria/", views.need_helpers, name="need_helpers"),
    path("convocatorias/", views.call_list, name="call_list"),
    path("convocatorias/nueva/", views.call_create, name="call_create"),
    path("convocatorias/<int:pk>/", views.call_detail, name="call_detail"),
    path("convocatorias/<int:pk>/pedir/", views.call_ask, name="call_ask"),
    path("convocatorias/<int:pk>/cerrar/", views.call_close, name="call_close"),
    path("ofertas/<int:pk>/aceptar/", views.offer_accept, name="offer_accept"),
    path("ofertas/<int:pk>/no-aceptar/", views.offer_decline, name="offer_decline"),
    path("recursos/<int:pk>/", views.resource_edit, name="resource_edit"),
    path("recursos/<int:pk>/quitar/", views.resource_strike, name="resource_strike"),
    re_path(r"^exportar/(?P<kind>csv|xlsx)/$", views.alliance_export, name="alliance_export"),
    path("documentos/<int:pk>/quitar/", views.paper_strike, name="paper_strike"),
    path("convocatorias/<int:pk>/reabrir/", views.call_reopen, name="call_reopen"),
    path("convocatorias/pedidos/<int:pk>/enlace/", views.called_link, name="called_link"),
    path("ofertas-abiertas/<int:pk>/de-quien/", views.offer_recognise, name="offer_recognise"),
    path("ofertas-abiertas/<int:pk>/apartar/", views.offer_set_aside, name="offer_set_aside"),
    path("convocatoria/<str:token>/", views.call_open, name="call_open"),
    path("oferta/<str:token>/", views.call_answer, name="call_answer"),
    path("<int:pk>/", include(alliance_urls)),
]
