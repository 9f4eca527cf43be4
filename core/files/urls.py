from django.urls import path

from core.files import uploads, views

app_name = "files"
urlpatterns = [
    path("envio/<uuid:key>/", uploads.upload_receive, name="upload_receive"),
    path("<uuid:pk>/", views.file_show, name="file_show"),
    path("<uuid:pk>/compartir/", views.file_share, name="file_share"),
    path("<uuid:pk>/miniatura/", views.file_thumb, name="file_thumb"),
]
