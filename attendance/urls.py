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
    path("no-van/", views.outside_list, name="outside_list"),
    path("escuela/<int:pk>/no-van/", views.outside_tell, name="outside_tell"),
]
