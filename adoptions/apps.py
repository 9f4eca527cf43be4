from django.apps import AppConfig


class AdoptionsConfig(AppConfig):
    name = "adoptions"
    verbose_name = "Adopto una escuela"

    def ready(self):
        from adoptions import receivers  # noqa: F401  follows partners that are joined, keeps photos of days
        from adoptions.models import OWNER
        from adoptions.permissions import may_see_photo
        from core.files.access import register_owner

        register_owner(OWNER, may_see_photo)
