from django.urls import path, re_path

from attendance import views

app_name = "attendance"
urlpatterns = [
    path("", views.school_list, name="school_list"),
    re_path(r"^exportar/(?P<kind>xlsx|csv)/$", views.export, name="export"),
    path("planillas/", views.sheets, name="sheets"),
    path("semanas.xlsx", views.weeks_sheet, name="weeks_sheet"),
    path("continuidad/", views.continuity, name="continuity"),
    path("mes/", views.month, name="month"),
    path("antes-y-despues/", views.trend, name="trend"),
    path("escuela/<int:pk>/", views.school_attendance, name="school_attendance"),
    path("escuela/<int:pk>/ausentismo/", views.chronic, name="chronic"),
    path("escuela/<int:pk>/abrir-caso/", views.case_open, name="case_open"),
    path("casos/", views.case_list, name="case_list"),
    path("casos/cuentas/", views.case_counts, name="case_counts"),
    re_path(r"^casos/cuentas/exportar/(?P<kind>xlsx|csv)/$", views.case_export, name="case_export"),
    path("casos/<int:pk>/", views.case_detail, name="case_detail"),
    path("casos/<int:pk>/datos/", views.case_correct, name="case_correct"),
    path("casos/<int:pk>/visita/", views.case_visit, name="case_visit"),
    path("casos/<int:pk>/plan/", views.case_step, name="case_step"),
    path("casos/<int:pk>/plan/<int:step>/", views.case_step_mark, name="case_step_mark"),
    path("casos/<int:pk>/volvio/", views.case_return, name="case_return"),
    path("casos/<int:pk>/semana/", views.case_week, name="case_week"),
    path("casos/<int:pk>/cerrar/", views.case_close, name="case_close"),
    path("casos/<int:pk>/abrir/", views.case_reopen, name="case_reopen"),
    path("casos/<int:pk>/personas/", views.case_give, name="case_give"),
    path("casos/<int:pk>/personas/<int:worker>/", views.case_take_back, name="case_take_back"),
    path("casos/<int:pk>/olvidar/", views.case_forget, name="case_forget"),
    path("no-van/", views.outside_list, name="outside_list"),
    path("escuela/<int:pk>/no-van/", views.outside_tell, name="outside_tell"),
]
