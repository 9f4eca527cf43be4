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
app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("nuevo/", views.report_plan, name="report_plan"),
    path("indicadores/", views.indicator_list, name="indicator_list"),
    path("membrete/", views.letterhead_edit, name="letterhead_edit"),
    path("region/", views.region_overview, name="region_overview"),
    path("<int:pk>/", include(report_urls)),
]
