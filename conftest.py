"""Test ground: the database is made and migrated as its owner, then everything runs as the web role."""

import os
import uuid

import environ
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import TransactionTestCase

pytest_plugins = ["tests.schedule", "tests.world", "tests.workers"]

APP_ROLE, OWNER_ROLE = "comuset_app", "comuset_owner"
PBKDF2PasswordHasher.iterations = 1000  # a third of a second for every password of a test is for attackers to wait


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Sign in as the owner, who may make a test database; `django_db_setup` then takes the web role."""
    owner = environ.Env.db_url_config(os.environ["DATABASE_OWNER_URL"])
    for key in ("USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[key] = owner[key]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    # Without a test that asks for the database none is made, and a wider fixture would write to the real one.
    if not connection.settings_dict["NAME"].startswith("test_"):
        raise RuntimeError("No test database was made: mark the test with pytest.mark.django_db.")
    options = connection.settings_dict["OPTIONS"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"] = {**options, "assume_role": APP_ROLE}
    TransactionTestCase._fixture_teardown = truncate_as_owner
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"] = options


def truncate_as_owner(self):
    """Empty every table but the reference ones; the web role may not truncate."""
    from core.tenancy.global_tables import GLOBAL_TABLES

    kept = {name for name, table in GLOBAL_TABLES.items() if table.reference}
    tables = [name for name in connection.introspection.table_names() if name not in kept]
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {OWNER_ROLE}")
        try:
            cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))}")
        finally:
            cursor.execute(f"SET ROLE {APP_ROLE}")


@pytest.fixture(autouse=True)
def quiet_corner(settings, tmp_path):
    """Each test writes its files, mails and cache entries where no other test looks."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": uuid.uuid4().hex}}
    settings.WHITENOISE_AUTOREFRESH = True  # or every test client reads the list of all static files before it begins
