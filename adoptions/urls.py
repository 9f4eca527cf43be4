from django.urls import include, path

from adoptions import views

app_name = "adoptions"
adoption_urls = [
    path("", views.adoption_detail, name="adoption_detail"),
    path("renovar/", views.adoption_renew, name="adoption_renew"),
    path("relevo/", views.adoption_hand_over, name="adoption_hand_over"),
    path("devolver/", views.adoption_return, name="adoption_return"),
    path("jornadas/nueva/", views.day_plan, name="day_plan"),
    path("certificado/<int:partner_pk>/", views.recognition_issue, name="recognition_issue"),
]
urlpatterns = [
    path("", views.school_list, name="school_list"),
    path("nueva/", views.adoption_create, name="adoption_create"),
    path("lista/", views.neediest_current, name="neediest_current"),
    path("lista/congelar/", views.neediest_freeze, name="neediest_freeze"),
    path("lista/<int:pk>/", views.neediest_detail, name="neediest_detail"),
    path("lista/<int:pk>/agregar/", views.neediest_add, name="neediest_add"),
    path("escuela/<int:pk>/", views.school_adoptions, name="school_adoptions"),
    path("aliado/<int:pk>/", views.partner_adoptions, name="partner_adoptions"),
    path("jornadas/<int:pk>/", views.day_detail, name="day_detail"),
    path("jornadas/<int:pk>/anotar/", views.day_tell, name="day_tell"),
    path("<int:pk>/", include(adoption_urls)),
]
