from django.urls import path

from core.ui import views

urlpatterns = [
    path("componentes/", views.gallery, name="gallery"),
    path("componentes/telefono/", views.gallery_phone, name="gallery_phone"),
    path("componentes/impreso/", views.gallery_print, name="gallery_print"),
]
