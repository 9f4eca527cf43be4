from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FilesConfig(AppConfig):
    name = "core.files"
    label = "files"
    verbose_name = "Archivos"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Every process must know who attaches the photos of which form.
        autodiscover_modules("receivers")
