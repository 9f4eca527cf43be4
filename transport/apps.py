from django.apps import AppConfig


class TransportConfig(AppConfig):
    name = "transport"
    verbose_name = "Transporte escolar"

    def ready(self):
        from transport import receivers  # noqa: F401  follows partners that are joined
