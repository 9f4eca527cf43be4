from django.urls import include, path

from water import views

app_name = "water"
# /agua/escuela/<pk>/
school_urls = [
    path("", views.school_water, name="school_water"),
    path("entregas/nueva/", views.delivery_add, name="delivery_add"),
    path("entregas/<int:delivery_pk>/", views.delivery_edit, name="delivery_edit"),
    path("entregas/<int:delivery_pk>/retirar/", views.delivery_withdraw, name="delivery_withdraw"),
    path("muestras/nueva/", views.sample_add, name="sample_add"),
    path("muestras/<int:sample_pk>/", views.sample_edit, name="sample_edit"),
    path("muestras/<int:sample_pk>/retirar/", views.sample_withdraw, name="sample_withdraw"),
    path("fuente/", views.supply_edit, name="supply_edit"),
]
urlpatterns = [
    path("", views.school_list, name="school_list"),
    path("agua-hoy.xlsx", views.export, name="export"),
    path("mes/", views.month, name="month"),
    path("mes/imprimir/", views.month_print, name="month_print"),
    path("mes/planilla/", views.sheet, name="sheet"),
    path("mes/planilla.xlsx", views.sheet_download, name="sheet_download"),
    path("mes.xlsx", views.month_export, name="month_export"),
    path("escuela/<int:pk>/", include(school_urls)),
    path("cisternas/", views.tanker_list, name="tanker_list"),
    path("cisternas/nueva/", views.tanker_add, name="tanker_add"),
    path("cisternas/<int:pk>/", views.tanker_edit, name="tanker_edit"),
]
