from django.urls import path

from core.ui import views

urlpatterns = [path("", views.start_or_home, name="home")]
