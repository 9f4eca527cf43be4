from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = "Redes locales"

    def ready(self):
        from core.files.access import register_owner
        from networks import receivers  # noqa: F401  follows partners that are joined
        from networks.models import OWNER
        from networks.permissions import may_see_paper

        register_owner(OWNER, may_see_paper)
