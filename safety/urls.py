from django.urls import include, path

from safety import views

# /esya/fichas/<pk>/
check_urls = [
    path("", views.check_detail, name="check_detail"),
    path("cambiar/", views.check_replan, name="check_replan"),
    path("anular/", views.check_cancel, name="check_cancel"),
    path("llenar/", views.check_fill, name="check_fill"),
    path("llenar/<slug:dimension>/", views.check_answer, name="check_answer"),
    path("fotos/<int:photo_pk>/quitar/", views.photo_remove, name="photo_remove"),
    path("enviar/", views.check_submit, name="check_submit"),
    path("verificar/", views.check_verify, name="check_verify"),
    path("observar/", views.check_return, name="check_return"),
    path("imprimir/", views.check_print, name="check_print"),
]
# /esya/cargas/
import_urls = [
    path("nueva/", views.import_new, name="import_new"),
    path("plantilla.xlsx", views.import_template, name="import_template"),
    path("<int:pk>/", views.import_detail, name="import_detail"),
]
app_name = "safety"
urlpatterns = [
    path("", views.check_list, name="check_list"),
    path("planificar/", views.check_plan, name="check_plan"),
    path("en-blanco/", views.checklist_print, name="checklist_print"),
    path("fichas/<int:pk>/", include(check_urls)),
    path("escuelas/<int:school_id>/", views.school_checks, name="school_checks"),
    path("escuelas/<int:school_id>/mejora/", views.improvement_evidence, name="improvement_evidence"),
    path("comparar/<int:before_pk>/<int:after_pk>/", views.check_compare, name="check_compare"),
    path("cargas/", include(import_urls)),
]
