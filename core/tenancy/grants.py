from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from core.tenancy.global_tables import GLOBAL_TABLES


def grant_global_tables(sender, using, **kwargs):
    """Give the app role what each listed global table allows; refuse a global model nobody listed."""
    tables = {model._meta.db_table for model in global_models()}
    unlisted = sorted(tables - set(GLOBAL_TABLES))
    if unlisted:
        raise ImproperlyConfigured(
            f"Global tables without a reason: {', '.join(unlisted)}. Make them TenantModels or list them in "
            "core/tenancy/global_tables.py."
        )
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in sorted(set(GLOBAL_TABLES) & existing):
            for statement in _grants(connection.ops.quote_name(table), GLOBAL_TABLES[table]):
                cursor.execute(statement)


def global_models():
    """Concrete managed models that are no tenant's."""
    # Late import: models exist only after the app registry is ready.
    from django.apps import apps

    from core.tenancy.models import TenantModel

    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not issubclass(model, TenantModel)
    ]


def _grants(table, rule):
    yield f"REVOKE ALL ON {table} FROM comuset_app, comuset_region"
    yield f"GRANT SELECT{', INSERT, UPDATE, DELETE' if rule.writes else ''} ON {table} TO comuset_app"
    if rule.region:
        yield f"GRANT SELECT ON {table} TO comuset_region"
