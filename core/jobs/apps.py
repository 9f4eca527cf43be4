from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "core.jobs"
    label = "jobs"
    verbose_name = _("Trabajos")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Every process must know every job: the web to enqueue and label it, the worker to run it.
        autodiscover_modules("tasks")
