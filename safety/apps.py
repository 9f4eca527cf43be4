from django.apps import AppConfig
from django.db.models.signals import post_migrate


def publish_checklists(sender, apps, using, **kwargs):
    from safety.services.checklists import load_checklists  # models are not ready when this module loads

    try:
        apps.get_model("safety", "ChecklistVersion")
    except LookupError:
        return  # migrated back to before the checklist
    load_checklists(apps, using)


class SafetyConfig(AppConfig):
    name = "safety"
    verbose_name = "ESYA"

    def ready(self):
        from safety import receivers  # noqa: F401

        post_migrate.connect(publish_checklists, sender=self)
