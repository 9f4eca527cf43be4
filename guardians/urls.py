from django.urls import include, path, re_path

from guardians import views

app_name = "guardians"
# /guardianes/<guardian>/
guardian_urls = [
    path("", views.guardian_detail, name="guardian_detail"),
    path("escuelas/", views.guardian_places, name="guardian_places"),
    path("firma/", views.guardian_scan, name="guardian_scan"),
    path("vinculos/nuevo/", views.tie_declare, name="tie_declare"),
    path("terminar/", views.guardian_end, name="guardian_end"),
]
# /guardianes/visitas/<visit>/
visit_urls = [
    path("", views.visit_detail, name="visit_detail"),
    path("contar/", views.visit_tell, name="visit_tell"),
    path("papel/", views.visit_slip, name="visit_slip"),
    path("anular/", views.visit_call_off, name="visit_call_off"),
]
urlpatterns = [
    path("", views.guardian_list, name="guardian_list"),
    re_path(r"^exportar/(?P<kind>xlsx|csv)/$", views.guardian_export, name="guardian_export"),
    path("nuevo/", views.guardian_accept, name="guardian_accept"),
    path("codigo/", views.code_publish, name="code_publish"),
    path("sin-guardian/", views.school_list, name="school_list"),
    path("escuela/<int:pk>/encargar/", views.visit_assign, name="visit_assign"),
    path("vinculos/<int:pk>/terminar/", views.tie_end, name="tie_end"),
    path("mis-visitas/", views.my_visits, name="my_visits"),
    path("visitas/", views.visit_list, name="visit_list"),
    path("visitas/hojas/", views.slips_print, name="slips_print"),
    path("visitas/hojas/<int:job_pk>/", views.slips_ready, name="slips_ready"),
    path("visitas/hojas/<int:job_pk>/descargar/", views.slips_download, name="slips_download"),
    path("visitas/<int:pk>/", include(visit_urls)),
    path("muestras/", views.sample_list, name="sample_list"),
    path("muestras/nueva/", views.sample_draw, name="sample_draw"),
    path("muestras/<int:pk>/", views.sample_detail, name="sample_detail"),
    path("<int:pk>/", include(guardian_urls)),
]
