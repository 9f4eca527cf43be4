from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "core.people"
    label = "people"
    verbose_name = _("Personas")
    default_auto_field = "django.db.models.BigAutoField"
