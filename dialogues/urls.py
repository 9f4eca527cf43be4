from django.urls import path, re_path

from dialogues import views

ITEM = r"anotado/(?P<kind>asistencia|problemas|acuerdos)/(?P<pk>[0-9]+)/"
app_name = "dialogues"
urlpatterns = [
    path("", views.table_list, name="table_list"),
    path("sesiones/", views.session_list, name="session_list"),
    path("nueva/", views.table_new, name="table_new"),
    path("<int:pk>/", views.table_detail, name="table_detail"),
    path("<int:pk>/sesion/", views.session_new, name="session_new"),
    path("escuela/<int:pk>/", views.school_agreements, name="school_agreements"),
    path("sesiones/<int:pk>/", views.session_detail, name="session_detail"),
    path("sesiones/<int:pk>/acta/", views.acta_preview, name="acta_preview"),
    path("sesiones/<int:pk>/acta/emitir/", views.acta_issue, name="acta_issue"),
    path("sesiones/<int:pk>/acta/circular/", views.acta_circulate, name="acta_circulate"),
    path("observaciones/<int:pk>/", views.observation_rule, name="observation_rule"),
    path("lecturas/<int:pk>/", views.reading_link, name="reading_link"),
    path("lecturas/<int:pk>/otro-enlace/", views.reading_renew, name="reading_renew"),
    re_path(rf"^{ITEM}corregir/$", views.item_correct, name="item_correct"),
    re_path(rf"^{ITEM}quitar/$", views.item_strike, name="item_strike"),
    path("lectura/<str:token>/", views.reading_show, name="reading_show"),
    path("<int:pk>/miembros/nuevo/", views.member_add, name="member_add"),
    path("miembros/<int:pk>/quitar/", views.member_remove, name="member_remove"),
    path("sesiones/<int:pk>/invitar/", views.session_invite, name="session_invite"),
    path("sesiones/<int:pk>/cambiar/", views.session_move, name="session_move"),
    path("sesiones/<int:pk>/anular/", views.session_cancel, name="session_cancel"),
    path("invitaciones/<int:pk>/vino/", views.invitation_came, name="invitation_came"),
    path("invitacion/<str:token>/", views.invitation_show, name="invitation_show"),
    path("invitacion/<str:token>/sesion.ics", views.invitation_calendar, name="invitation_calendar"),
    path("sesiones/<int:pk>/asistencia/", views.attendance_add, name="attendance_add"),
    path("sesiones/<int:pk>/problemas/", views.problem_add, name="problem_add"),
    path("sesiones/<int:pk>/acuerdos/", views.agreement_add, name="agreement_add"),
]
