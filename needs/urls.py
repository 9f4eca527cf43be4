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
app_name = "needs"
urlpatterns = [
    path("", views.need_list, name="need_list"),
    path("nueva/", views.need_report, name="need_report"),
    path("planilla/", views.need_import, name="need_import"),
    re_path(r"^exportar/(?P<kind>xlsx|csv)/$", views.need_export, name="need_export"),
    path("mas-necesitadas/", views.schools_most_needy, name="schools_most_needy"),
    path("sin-ayuda/", views.schools_without_help, name="schools_without_help"),
    path("escuela/<int:pk>/", views.school_needs, name="school_needs"),
    path("escuela/<int:pk>/hoja/", views.need_sheet, name="need_sheet"),
    path("<int:pk>/", include(need_urls)),
]
