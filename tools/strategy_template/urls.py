from django.urls import path

from newstrategy import views

app_name = "newstrategy"
urlpatterns = [
    path("", views.activity_list, name="activity_list"),
    path("nueva/", views.activity_plan, name="activity_plan"),
    path("<int:pk>/realizada/", views.activity_finish, name="activity_finish"),
]
