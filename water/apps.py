from django.apps import AppConfig


class WaterConfig(AppConfig):
    name = "water"
    verbose_name = "Agua segura"

    def ready(self):
        from water import receivers  # noqa: F401  follows partners that are joined
