from django.urls import path

from core.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.document_find, name="document_find"),
    path("<str:code>/", views.document_verify, name="document_verify"),
]
