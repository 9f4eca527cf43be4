from django.urls import path

from core.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("leidos/", views.notice_read, name="notice_read"),
    path("preferencias/", views.preference_edit, name="preference_edit"),
    path("por-whatsapp/", views.hand_over_list, name="hand_over_list"),
    path("por-whatsapp/<int:pk>/enviado/", views.hand_over, name="hand_over"),
]
