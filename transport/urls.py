from django.urls import include, path

from transport import views

app_name = "transport"
route_urls = [
    path("", views.route_detail, name="route_detail"),
    path("editar/", views.route_edit, name="route_edit"),
    path("pago/", views.route_pay, name="route_pay"),
    path("suplentes/", views.route_substitutes, name="route_substitutes"),
    path("paradas/nueva/", views.stop_add, name="stop_add"),
]
vehicle_urls = [
    path("", views.vehicle_detail, name="vehicle_detail"),
    path("editar/", views.vehicle_edit, name="vehicle_edit"),
    path("documentos/nuevo/", views.document_add, name="document_add"),
]
school_urls = [
    path("", views.school_routes, name="school_routes"),
    path("proponer/", views.routes_propose, name="routes_propose"),
]
month_urls = [
    path("", views.month_show, name="month_show"),
    path("imprimir/", views.month_print, name="month_print"),
    path("planilla/", views.month_sheet, name="month_sheet"),
    path("cargar/", views.month_load, name="month_load"),
]
urlpatterns = [
    path("", views.route_list, name="route_list"),
    path("exportar/", views.route_export, name="route_export"),
    path("nueva/", views.route_create, name="route_create"),
    path("paradas/<int:pk>/", views.stop_edit, name="stop_edit"),
    path("paradas/<int:pk>/quitar/", views.stop_remove, name="stop_remove"),
    path("vehiculos/", views.vehicle_list, name="vehicle_list"),
    path("vehiculos/nuevo/", views.vehicle_create, name="vehicle_create"),
    path("vehiculos/<int:pk>/", include(vehicle_urls)),
    path("conductores/nuevo/", views.driver_create, name="driver_create"),
    path("conductores/<int:pk>/", views.driver_edit, name="driver_edit"),
    path("escuela/<int:pk>/", include(school_urls)),
    path("propuestas/<int:job_pk>/", views.proposal_detail, name="proposal_detail"),
    path("dias/<int:pk>/", views.day_detail, name="day_detail"),
    path("mes/", include(month_urls)),
    path("<int:pk>/", include(route_urls)),
]
