from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    name = "dialogues"
    verbose_name = "MEDIAT"

    def ready(self):
        from dialogues import receivers  # noqa: F401  follows partners that are joined
