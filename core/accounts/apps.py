from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "core.accounts"
    label = "accounts"
    verbose_name = "Personas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Receivers need the models, which exist from here on.
        from core.accounts import receivers  # noqa: F401
