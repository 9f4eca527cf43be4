from django.urls import include, path, re_path

from networks import views

app_name = "networks"
network_urls = [
    path("", views.network_detail, name="network_detail"),
    path("corregir/", views.network_edit, name="network_edit"),
    path("cerrar/", views.network_close, name="network_close"),
    path("abrir/", views.network_reopen, name="network_reopen"),
    path("coordinacion/", views.coordinator_name, name="coordinator_name"),
    path("miembros/nuevo/", views.member_add, name="member_add"),
    path("plan/", views.network_plan, name="network_plan"),
    path("plan/nueva/", views.task_plan, name="task_plan"),
    path("reuniones/nueva/", views.meeting_convene, name="meeting_convene"),
]
meeting_urls = [
    path("", views.meeting_detail, name="meeting_detail"),
    path("cambiar/", views.meeting_move, name="meeting_move"),
    path("anular/", views.meeting_cancel, name="meeting_cancel"),
    path("convocar/", views.meeting_call, name="meeting_call"),
    path("asistencia/", views.members_came, name="members_came"),
    path("invitados/", views.guest_add, name="guest_add"),
    path("tratado/", views.notes_save, name="notes_save"),
    path("acuerdos/", views.agreement_add, name="agreement_add"),
    path("acta/", views.acta_preview, name="acta_preview"),
    path("acta/emitir/", views.acta_issue, name="acta_issue"),
]
urlpatterns = [
    path("", views.network_list, name="network_list"),
    path("nueva/", views.network_create, name="network_create"),
    re_path(r"^exportar/(?P<kind>csv|xlsx)/$", views.network_export, name="network_export"),
    path("cobertura/", views.gap_list, name="gap_list"),
    re_path(r"^cobertura/(?P<kind>csv|xlsx)/$", views.gap_export, name="gap_export"),
    path("directorio/", views.contacts_print, name="contacts_print"),
    path("directorio/<int:job_pk>/", views.contacts_detail, name="contacts_detail"),
    path("directorio/<int:job_pk>/pdf/", views.contacts_download, name="contacts_download"),
    path("miembros/<int:pk>/", views.member_edit, name="member_edit"),
    path("miembros/<int:pk>/dejar/", views.member_end, name="member_end"),
    path("miembros/<int:pk>/recuperar/", views.member_restore, name="member_restore"),
    path("tareas/<int:pk>/", views.task_edit, name="task_edit"),
    path("tareas/<int:pk>/quitar/", views.task_strike, name="task_strike"),
    path("reuniones/", views.meeting_list, name="meeting_list"),
    path("reuniones/<int:pk>/", include(meeting_urls)),
    path("asistencia/<int:pk>/quitar/", views.attendance_strike, name="attendance_strike"),
    path("convocatoria/<str:token>/", views.call_show, name="call_show"),
    path("convocatoria/<str:token>/reunion.ics", views.call_calendar, name="call_calendar"),
    path("escuela/<int:pk>/", views.school_network, name="school_network"),
    path("aliado/<int:pk>/", views.partner_networks, name="partner_networks"),
    path("<int:pk>/", include(network_urls)),
]
