from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "core.strategies"
    label = "strategies"
    verbose_name = "Estrategias"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Declarations import views' names and models, which exist only now.
        from core.strategies.registry import autodiscover

        autodiscover()
