from django.urls import include, path, re_path

from needs import views

# /necesidades/<pk>/
need_urls = [
    path("", views.need_detail, name="need_detail"),
    path("responder/", views.need_answer, name="need_answer"),
    path("repetida/", views.need_duplicate, name="need_duplicate"),
    path("reabrir/", views.need_reopen, name="need_reopen"),
    path("completar/", views.need_resubmit, name="need_resubmit"),
    path("resuelta/", views.need_say_solved, name="need_say_solved"),
    path("confirmar/", views.need_confirm, name="need_confirm"),
    path("no-resuelta/", views.need_contradict, name="need_contradict"),
]
# /necesidades/planilla/<pk>/
import_urls = [
    path("", views.import_detail, name="import_detail"),
    path("columnas/", views.import_columns, name="import_columns"),
    path("palabras/", views.import_words, name="import_words"),
    path("registrar/", views.import_confirm, name="import_confirm"),
    path("deshacer/", views.import_undo, name="import_undo"),
]

app_name = "needs"
urlpatterns = [
    path("", views.need_list, name="need_list"),
    path("nueva/", views.need_report, name="need_report"),
    path("responder/", views.needs_answer, name="needs_answer"),
    path("planilla/", views.import_new, name="import_new"),
    path("planilla/<int:pk>/", include(import_urls)),
    path("hojas/", views.paper_print, name="paper_print"),
    path("hojas/<int:job_pk>/", views.paper_detail, name="paper_detail"),
    path("hojas/<int:job_pk>/pdf/", views.paper_download, name="paper_download"),
    re_path(r"^exportar/(?P<kind>xlsx|csv)/$", views.need_export, name="need_export"),
    path("mas-necesitadas/", views.schools_most_needy, name="schools_most_needy"),
    path("sin-ayuda/", views.schools_without_help, name="schools_without_help"),
    path("escuela/<int:pk>/", views.school_needs, name="school_needs"),
    path("<int:pk>/", include(need_urls)),
]
