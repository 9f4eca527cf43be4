from django.apps import AppConfig


class GuardiansConfig(AppConfig):
    name = "guardians"
    verbose_name = "Guardianes"

    def ready(self):
        from core.files.access import register_owner
        from guardians import receivers  # noqa: F401  judges witnesses, follows schools and joined partners, keeps files
        from guardians.models import OWNER
        from guardians.permissions import may_see_file

        register_owner(OWNER, may_see_file)
