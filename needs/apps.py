from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "needs"
    verbose_name = "Necesidades"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Who may see a need's photos is asked by a platform app that knows no need.
        from core.files.access import register_owner
        from needs.models.attachments import OWNER
        from needs.permissions import may_see_file

        register_owner(OWNER, may_see_file)
