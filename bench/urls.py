"""The addresses of the house and the page written by hand beside them."""

from django.urls import path

from bench import raw_confirm, raw_page, raw_photo
from comuset.urls import handler400, handler403, handler404, handler500
from comuset.urls import urlpatterns as house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [
    path("escuelas-sin-orm/", raw_page.school_list),
    path("foto-sin-mas/", raw_photo.photo_keep),
    path("sin-mas/<code>/confirmar/<int:pk>/", raw_confirm.confirm),
    *house,
]
