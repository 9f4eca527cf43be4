from django.urls import path

from attendance import views

app_name = "attendance"
urlpatterns = [
    path("", views.school_list, name="school_list"),
    path("escuela/<int:pk>/", views.school_attendance, name="school_attendance"),
]
