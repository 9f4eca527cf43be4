from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "core.access"
    label = "access"
    verbose_name = _("Acceso")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Receivers need the models, which exist from here on.
        from core.access import receivers  # noqa: F401
