from django.urls import path

from core.home import views

urlpatterns = [
    path("", views.start_or_home, name="home"),
    path("buscar/", views.search, name="search"),
    path("privacidad/", views.privacy, name="privacy"),
    path("primeros-pasos/", views.first_steps, name="first_steps"),
    path("primeros-pasos/guardar/", views.first_steps_put_away, name="first_steps_put_away"),
    path("primeros-pasos/mostrar/", views.first_steps_bring_back, name="first_steps_bring_back"),
]
