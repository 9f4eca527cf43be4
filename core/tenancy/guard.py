from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_checked = False

ROLE_FLAGS = """
SELECT rolsuper OR rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p'))
FROM pg_roles r WHERE r.rolname = current_user
"""


def refuse_powerful_role(sender, connection, **kwargs):
    """Stop a web or worker process whose database role could see past the wall.

    Runs once a process, on its first connection: system checks do not run under gunicorn or Celery.
    """
    global _checked  # noqa: PLW0603
    if _checked or settings.DATABASE_ROLE != "app" or connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(ROLE_FLAGS)
        bypasses, owns = cursor.fetchone()
    if bypasses or owns:
        connection.close()
        raise ImproperlyConfigured(
            "DATABASE_URL signs in as a superuser, as an owner of tables or with BYPASSRLS: row-level security "
            "would not hold. Use the role comuset_app (manage.py create_roles makes it)."
        )
    _checked = True
