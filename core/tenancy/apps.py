from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class TenancyConfig(AppConfig):
    name = "core.tenancy"
    label = "tenancy"
    verbose_name = "Tenencia"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Signals and their receivers touch models, which exist only now.
        from core.tenancy.grants import grant_global_tables
        from core.tenancy.guard import refuse_powerful_role

        connection_created.connect(refuse_powerful_role, dispatch_uid="tenancy.guard")
        post_migrate.connect(grant_global_tables, sender=self, dispatch_uid="tenancy.grants")
