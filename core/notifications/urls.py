from django.urls import path

from core.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("leidos/", views.notice_read, name="notice_read"),
    path("preferencias/", views.preference_edit, name="preference_edit"),
    path("por-whatsapp/", views.hand_over_list, name="hand_over_list"),
    path("por-whatsapp/<int:pk>/enviado/", views.hand_over, name="hand_over"),
    path("por-whatsapp/<int:pk>/deshacer/", views.hand_over_undo, name="hand_over_undo"),
    path("no-llegaron/", views.failed_list, name="failed_list"),
    path("no-llegaron/<int:pk>/reintentar/", views.message_retry, name="message_retry"),
]
