from django.urls import include, path, re_path

from partners import views

# /aliados/<pk>/
partner_urls = [
    path("", views.partner_detail, name="partner_detail"),
    path("corregir/", views.partner_edit, name="partner_edit"),
    path("desactivar/", views.partner_deactivate, name="partner_deactivate"),
    path("reactivar/", views.partner_reactivate, name="partner_reactivate"),
    path("unir/", views.partner_merge, name="partner_merge"),
    path("unir/<int:kept_pk>/", views.partner_merge_confirm, name="partner_merge_confirm"),
    path("contactos/nuevo/", views.contact_add, name="contact_add"),
    path("ofrecimientos/nuevo/", views.offer_add, name="offer_add"),
]
# /aliados/contactos/<contact>/
contact_urls = [
    path("corregir/", views.contact_edit, name="contact_edit"),
    path("retirar/", views.contact_end, name="contact_end"),
    path("volver/", views.contact_resume, name="contact_resume"),
]
# /aliados/planillas/
sheet_urls = [
    path("nueva/", views.sheet_upload, name="sheet_upload"),
    path("modelo.xlsx", views.sheet_template, name="sheet_template"),
    path("<int:pk>/", views.sheet_detail, name="sheet_detail"),
    path("<int:pk>/guardar/", views.sheet_confirm, name="sheet_confirm"),
]
# /aliados/ofrecimientos/<offer>/
offer_urls = [
    path("corregir/", views.offer_edit, name="offer_edit"),
    path("retirar/", views.offer_withdraw, name="offer_withdraw"),
    path("volver/", views.offer_reopen, name="offer_reopen"),
]
app_name = "partners"
urlpatterns = [
    path("", views.partner_list, name="partner_list"),
    path("nuevo/", views.partner_create, name="partner_create"),
    path("repetidos/", views.partner_twins, name="partner_twins"),
    re_path(r"^aliados\.(?P<kind>csv|xlsx)$", views.partner_export, name="partner_export"),
    path("planillas/", include(sheet_urls)),
    path("<int:pk>/", include(partner_urls)),
    path("contactos/<int:pk>/", include(contact_urls)),
    path("ofrecimientos/<int:pk>/", include(offer_urls)),
]
