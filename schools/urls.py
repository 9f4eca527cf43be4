from django.urls import include, path

from schools import views

# /escuelas/<pk>/
school_urls = [
    path("", views.school_detail, name="school_detail"),
    path("historia/", views.school_story, name="school_story"),
    path("corregir/", views.school_edit, name="school_edit"),
    path("matricula/", views.enrolment_edit, name="enrolment_edit"),
    path("semana/", views.school_week, name="school_week"),
    path("semana/<str:monday>/", views.school_week, name="school_week"),
    path("semana/<str:monday>/hoja/", views.week_sheet, name="week_sheet"),
    path("equipo/", views.staff_list, name="staff_list"),
    path("equipo/agregar/", views.staff_add, name="staff_add"),
    path("equipo/cambio-de-direccion/", views.staff_hand_over, name="staff_hand_over"),
]
# /escuelas/equipo/<assignment>/
assignment_urls = [
    path("tarjeta/", views.staff_card, name="staff_card"),
    path("retirar/", views.staff_end, name="staff_end"),
    path("entrega/", views.staff_handed_over, name="staff_handed_over"),
]
# /escuelas/padron/
padron_urls = [
    path("", views.padron_list, name="padron_list"),
    path("nuevo/", views.padron_upload, name="padron_upload"),
    path("<int:pk>/", views.padron_detail, name="padron_detail"),
    path("<int:pk>/filas/<str:kind>/", views.padron_rows, name="padron_rows"),
    path("<int:pk>/revisar/", views.padron_revise, name="padron_revise"),
    path("<int:pk>/confirmar/", views.padron_confirm, name="padron_confirm"),
    path("<int:pk>/descartar/", views.padron_discard, name="padron_discard"),
    path("<int:pk>/retomar/", views.padron_resume, name="padron_resume"),
    path("<int:pk>/deshacer/", views.padron_undo, name="padron_undo"),
]
# /escuelas/planillas/
sheet_urls = [
    path("<str:kind>/nueva/", views.sheet_upload, name="sheet_upload"),
    path("<str:kind>/modelo.xlsx", views.sheet_template, name="sheet_template"),
    path("<int:pk>/", views.sheet_detail, name="sheet_detail"),
    path("<int:pk>/confirmar/", views.sheet_confirm, name="sheet_confirm"),
]
# /escuelas/ambito/
target_urls = [
    path("", views.target_list, name="target_list"),
    path("nuevo/", views.target_propose, name="target_propose"),
    path("<int:pk>/", views.target_detail, name="target_detail"),
    path("<int:pk>/escuelas/<int:school_pk>/", views.target_adjust, name="target_adjust"),
    path("<int:pk>/congelar/", views.target_freeze, name="target_freeze"),
    path("<int:pk>/descartar/", views.target_discard, name="target_discard"),
]
# /escuelas/calendario/
calendar_urls = [
    path("", views.calendar, name="calendar"),
    path("nuevo/", views.year_open, name="year_open"),
    path("<int:pk>/dias/", views.weekdays_edit, name="weekdays_edit"),
    path("<int:pk>/periodos/nuevo/", views.term_add, name="term_add"),
    path("periodos/<int:pk>/", views.term_edit, name="term_edit"),
    path("periodos/<int:pk>/quitar/", views.term_remove, name="term_remove"),
    path("cierres/nuevo/", views.closure_add, name="closure_add"),
    path("cierres/<int:pk>/", views.closure_edit, name="closure_edit"),
    path("cierres/<int:pk>/quitar/", views.closure_remove, name="closure_remove"),
]
app_name = "schools"
urlpatterns = [
    path("", views.school_list, name="school_list"),
    path("mia/", views.my_school, name="my_school"),
    path("mapa/", views.school_map, name="school_map"),
    path("nueva/", views.school_create, name="school_create"),
    path("escuelas.csv", views.export_csv, name="export_csv"),
    path("escuelas.xlsx", views.export_xlsx, name="export_xlsx"),
    path("archivos/<int:job_pk>/", views.export_download, name="export_download"),
    path("servicios/<int:pk>/caracteristica/", views.characteristic_edit, name="characteristic_edit"),
    path("<int:pk>/", include(school_urls)),
    path("equipo/<int:pk>/", include(assignment_urls)),
    path("hojas/<int:job_pk>/", views.week_sheet_download, name="week_sheet_download"),
    path("ingresos/", views.access_list, name="access_list"),
    path("personas.xlsx", views.people_export, name="people_export"),
    path("padron/", include(padron_urls)),
    path("planillas/", include(sheet_urls)),
    path("calendario/", include(calendar_urls)),
    path("ambito/", include(target_urls)),
]
