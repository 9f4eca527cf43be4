from django.urls import include, path, re_path

from livelihoods.views import enterprises, groups, support

app_name = "livelihoods"
# /medios-de-vida/<pk>/
group_urls = [
    path("", groups.group_detail, name="group_detail"),
    path("corregir/", groups.group_edit, name="group_edit"),
    path("cerrar/", groups.group_close, name="group_close"),
    path("abrir/", groups.group_reopen, name="group_reopen"),
    path("miembros/nuevo/", groups.member_add, name="member_add"),
    path("donaciones/nueva/", groups.grant_add, name="grant_add"),
    path("vigila/", groups.watch_tell, name="watch_tell"),
    path("empresas/nueva/", enterprises.enterprise_open, name="enterprise_open"),
]
enterprise_urls = [
    path("", enterprises.enterprise_detail, name="enterprise_detail"),
    path("corregir/", enterprises.enterprise_edit, name="enterprise_edit"),
    path("cerrar/", enterprises.enterprise_close, name="enterprise_close"),
    path("abrir/", enterprises.enterprise_reopen, name="enterprise_reopen"),
    path("familias/", enterprises.families_tell, name="families_tell"),
    path("ingreso/", enterprises.income_tell, name="income_tell"),
]
urlpatterns = [
    path("", groups.group_list, name="group_list"),
    path("nuevo/", groups.group_create, name="group_create"),
    re_path(r"^exportar/(?P<kind>csv|xlsx)/$", groups.group_export, name="group_export"),
    path("miembros/<int:pk>/", groups.member_edit, name="member_edit"),
    path("miembros/<int:pk>/dejar/", groups.member_end, name="member_end"),
    path("miembros/<int:pk>/recuperar/", groups.member_restore, name="member_restore"),
    path("donaciones/<int:pk>/corregir/", groups.grant_correct, name="grant_correct"),
    path("empresas/", enterprises.enterprise_list, name="enterprise_list"),
    re_path(r"^empresas/exportar/(?P<kind>csv|xlsx)/$", enterprises.enterprise_export, name="enterprise_export"),
    path("empresas/<int:pk>/", include(enterprise_urls)),
    path("ingresos/<int:pk>/corregir/", enterprises.income_correct, name="income_correct"),
    path("ayuda/", support.support_list, name="support_list"),
    path("ayuda/nueva/", support.support_tell, name="support_tell"),
    re_path(r"^ayuda/exportar/(?P<kind>csv|xlsx)/$", support.support_export, name="support_export"),
    path("ayuda/<int:pk>/", support.support_detail, name="support_detail"),
    path("ayuda/<int:pk>/corregir/", support.support_correct, name="support_correct"),
    path("anular/<str:kind>/<int:pk>/", support.word_strike, name="word_strike"),
    path("escuela/<int:pk>/", support.school_support, name="school_support"),
    path("escuela/<int:pk>/contar/", support.school_support_tell, name="school_support_tell"),
    path("<int:pk>/", include(group_urls)),
]
