from django.urls import path

from core.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:pk>/", views.file_show, name="file_show"),
    path("<uuid:pk>/miniatura/", views.file_thumb, name="file_thumb"),
]
