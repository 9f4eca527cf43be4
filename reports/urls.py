from django.urls import include, path

from reports import views

# /informes/<pk>/
report_urls = [
    path("", views.report_detail, name="report_detail"),
    path("armar/", views.report_build, name="report_build"),
    path("revisar/", views.report_review, name="report_review"),
    path("devolver/", views.report_return, name="report_return"),
    path("emitir/", views.report_issue, name="report_issue"),
    path("comprobar/", views.report_verify, name="report_verify"),
    path("archivo/<str:kind>/", views.report_file, name="report_file"),
    path("textos/<int:text_pk>/", views.text_edit, name="text_edit"),
    path("cifras/<str:code>/", views.figure_detail, name="figure_detail"),
]
# /informes/cifras-impresas/ and /informes/programas/
reported_urls = [
    path("", views.reported_list, name="reported_list"),
    path("anotar/", views.reported_add, name="reported_add"),
    path("<int:pk>/", views.reported_edit, name="reported_edit"),
    path("<int:pk>/quitar/", views.reported_strike, name="reported_strike"),
    path("<int:pk>/reponer/", views.reported_restore, name="reported_restore"),
]
programme_urls = [
    path("", views.programme_list, name="programme_list"),
    path("anotar/", views.programme_add, name="programme_add"),
    path("<int:pk>/", views.programme_edit, name="programme_edit"),
    path("<int:pk>/quitar/", views.programme_strike, name="programme_strike"),
    path("<int:pk>/reponer/", views.programme_restore, name="programme_restore"),
]
app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("nuevo/", views.report_plan, name="report_plan"),
    path("indicadores/", views.indicator_list, name="indicator_list"),
    path("membrete/", views.letterhead_edit, name="letterhead_edit"),
    path("cifras-impresas/", include(reported_urls)),
    path("programas/", include(programme_urls)),
    path("region/", views.region_overview, name="region_overview"),
    path("<int:pk>/", include(report_urls)),
]
