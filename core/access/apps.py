from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "core.access"
    label = "access"
    verbose_name = "Acceso"
    default_auto_field = "django.db.models.BigAutoField"
