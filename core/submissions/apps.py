from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "core.submissions"
    label = "submissions"
    verbose_name = "Envíos"
    default_auto_field = "django.db.models.BigAutoField"
