from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = _("Compromisos")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from commitments import receivers  # noqa: F401  connects what photos and partners send

        # Who may see evidence is asked by a platform app that knows no commitment.
        from commitments.models.evidence import OWNER
        from commitments.permissions import may_see_file
        from core.files.access import register_owner

        register_owner(OWNER, may_see_file)
