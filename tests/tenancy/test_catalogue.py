import pytest
from django.db import connection, transaction

from core.tenancy.catalogue import faults, tenant_models
from core.tenancy.fields import TenantForeignKey
from tests.world import as_owner

TABLES = sorted(model._meta.db_table for model in tenant_models())
NAMED = ["attendance_casename", "attendance_casenote"]
LETS_IN = "USING (attendance_opens_case(case_id)) WITH CHECK (attendance_opens_case(case_id))"
WRONG = "does not say the approved text"
REFERENCES = sorted(
    (model._meta.db_table, field.name, key.name)
    for model in tenant_models()
    for field in model._meta.local_fields
    if isinstance(field, TenantForeignKey)
    for key in model._meta.constraints
    if getattr(key, "field", None) == field.name
)


def faults_after(*statements):
    """What the inspection says after this damage; the damage is rolled back."""
    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        found = faults()
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE comuset_app")
    return found


def test_the_wall_is_sound(db):
    assert faults() == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("policy", ["tenant", "owner_all"])
def test_dropped_policy_is_named(db, table, policy):
    assert faults_after(f"DROP POLICY {policy} ON {table}") == [f"{table}: policy {policy} is missing"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("NO FORCE ROW LEVEL SECURITY", "row-level security is not forced"),
        ("DISABLE ROW LEVEL SECURITY", "row-level security is off"),
    ],
)
def test_switched_off_flag_is_named(db, table, damage, fault):
    assert faults_after(f"ALTER TABLE {table} {damage}") == [f"{table}: {fault}"]


@pytest.mark.parametrize("table", TABLES)
def test_widened_policy_is_named(db, table):
    assert faults_after(f"ALTER POLICY tenant ON {table} USING (true)") == [
        f"{table}: policy tenant does not say the approved text"
    ]


@pytest.mark.parametrize("table", NAMED)
@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (["DROP POLICY people ON {0}"], "is missing"),
        (["ALTER POLICY people ON {0} USING (true)"], WRONG),
        (["DROP POLICY people ON {0}", f"CREATE POLICY people ON {{0}} TO comuset_app {LETS_IN}"], WRONG),
    ],
)
def test_damage_to_a_wall_of_persons_is_named(db, table, damage, fault):
    statements = [statement.format(table) for statement in damage]

    assert faults_after(*statements) == [f"{table}: policy people {fault}"]


@pytest.mark.parametrize(("table", "field", "key"), REFERENCES)
def test_dropped_reference_is_named(db, table, field, key):
    assert faults_after(f"ALTER TABLE {table} DROP CONSTRAINT {key}") == [f"{table}: {field} has no composite key"]


@pytest.mark.parametrize("table", TABLES)
def test_unique_without_tenant_is_named(db, table):
    assert faults_after(f"CREATE UNIQUE INDEX leaky ON {table} (id, ugel_id)") == [
        f"{table}: unique leaky does not start with ugel_id"
    ]


@pytest.mark.parametrize("table", TABLES)
def test_right_to_truncate_is_named(db, table):
    assert faults_after(f"GRANT TRUNCATE ON {table} TO comuset_app") == [
        f"{table}: comuset_app may TRUNCATE where it should not, or may not"
    ]


def test_view_without_invoker_rights_is_named(db):
    assert faults_after("CREATE VIEW peek AS SELECT * FROM strategies_settingvalue") == [
        "peek: view without security_invoker, or materialised"
    ]


def test_unlisted_table_is_named(db):
    assert faults_after("CREATE TABLE stray (id int)") == [
        "stray: is neither a tenant's nor on the list of global tables"
    ]
