"""The addresses of the house and the page written by hand beside them."""

from django.urls import path

from bench import raw_page
from comuset.urls import handler400, handler403, handler404, handler500
from comuset.urls import urlpatterns as house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("escuelas-sin-orm/", raw_page.school_list), *house]
