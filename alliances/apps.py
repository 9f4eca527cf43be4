from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    name = "alliances"
    verbose_name = "Alianzas"

    def ready(self):
        from alliances import receivers  # noqa: F401  follows partners that are joined
        from alliances.models import OWNER
        from alliances.permissions import may_see_paper
        from core.files.access import register_owner

        register_owner(OWNER, may_see_paper)
