"""The inspection: what the database itself says of the wall, compared with what the models promise."""

from django.apps import apps
from django.db import connection

from core.tenancy.constraints import PeopleWall
from core.tenancy.fields import TenantForeignKey
from core.tenancy.global_tables import GLOBAL_TABLES
from core.tenancy.models import TenantModel

OF_TENANT = "(ugel_id = (NULLIF(current_setting('comuset.ugel'::text, true), ''::text))::integer)"
OF_REGION = "(ugel_id = ANY ((NULLIF(current_setting('comuset.ugels'::text, true), ''::text))::integer[]))"
# name → (kind, role, command, USING, WITH CHECK), as pg_policies prints them on PostgreSQL 15 and 18
POLICIES = {
    "tenant": ("PERMISSIVE", "comuset_app", "ALL", OF_TENANT, OF_TENANT),
    "owner_all": ("PERMISSIVE", "comuset_owner", "ALL", "true", "true"),
    "region_read": ("PERMISSIVE", "comuset_region", "SELECT", OF_REGION, None),
}
ROLE_FLAGS = {
    # role → (superuser, bypasses RLS, inherits, makes databases, makes roles)
    "comuset_app": (False, False, False, False, False),
    "comuset_region": (False, False, None, False, False),
}
APP_RIGHTS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})


def tenant_models() -> list:
    """Every concrete tenant model, through tables and history included."""
    return [m for m in apps.get_models(include_auto_created=True) if issubclass(m, TenantModel) and not m._meta.proxy]


def faults() -> list[str]:
    """Everything that would let a row be seen or written from another tenant, one line each; empty when sound."""
    walls, policies, keys, uniques, rights = (_read(query) for query in (WALLS, READ_POLICIES, KEYS, UNIQUES, RIGHTS))
    found = []
    for model in tenant_models():
        table = model._meta.db_table
        found += _wall_faults(table, walls.get(table))
        found += _policy_faults(model, {name: rest for name, *rest in policies.get(table, [])})
        found += _key_faults(model, keys.get(table, []))
        found += [
            f"{table}: unique {name} does not start with ugel_id" for name, first in uniques.get(table, []) if not first
        ]
        found += _right_faults(table, dict(rights.get(table, [])))
    return found + _table_faults(walls) + _view_faults() + _role_faults()


def _wall_faults(table, wall):
    if wall is None:
        return [f"{table}: is not in the database"]
    enabled, forced = wall[0]
    return [f"{table}: row-level security is off"] * (not enabled) + [f"{table}: row-level security is not forced"] * (
        not forced
    )


def _policy_faults(model, policies):
    table = model._meta.db_table
    expected = dict(POLICIES)
    if not _region_may_read(model):
        del expected["region_read"]
    for wall in (one for one in model._meta.constraints if isinstance(one, PeopleWall)):
        lets_in = f"{wall.function}({wall.column})"
        expected["people"] = ("RESTRICTIVE", "comuset_app", "ALL", lets_in, lets_in)
    found = [f"{table}: policy {name} is missing" for name in expected if name not in policies]
    found += [f"{table}: policy {name} is not one of ours" for name in policies if name not in expected]
    return found + [
        f"{table}: policy {name} does not say the approved text"
        for name, text in expected.items()
        if name in policies and tuple(policies[name]) != text
    ]


def _key_faults(model, keys):
    table, tenant_tables = model._meta.db_table, {m._meta.db_table for m in tenant_models()}
    found = [
        f"{table}: reference {name} to {target} goes around ugel_id"
        for name, target, columns in keys
        if target in tenant_tables and "ugel_id" not in columns
    ]
    held = {column for _, target, columns in keys if "ugel_id" in columns for column in columns}
    for field in model._meta.local_fields:
        target = field.remote_field and field.remote_field.model
        if target and issubclass(target, TenantModel) and field.column not in held:
            why = "has no composite key" if isinstance(field, TenantForeignKey) else "is not a TenantForeignKey"
            found.append(f"{table}: {field.name} {why}")
    return found


def _right_faults(table, rights):
    app = frozenset(rights.get("comuset_app", []))
    region = frozenset(rights.get("comuset_region", []))
    found = [f"{table}: comuset_app may {', '.join(sorted(app ^ APP_RIGHTS))} where it should not, or may not"] * (
        app != APP_RIGHTS
    )
    return found + [f"{table}: comuset_region may write"] * bool(region - {"SELECT"})


def _table_faults(walls):
    known = {m._meta.db_table for m in tenant_models()} | set(GLOBAL_TABLES)
    return [f"{table}: is neither a tenant's nor on the list of global tables" for table in sorted(set(walls) - known)]


def _view_faults():
    return [f"{name}: view without security_invoker, or materialised" for (name,) in _rows(VIEWS)]


def _role_faults():
    flags = {name: rest for name, *rest in _rows(ROLES)}
    return [
        f"{role}: role flags are {flags.get(role)}"
        for role, expected in ROLE_FLAGS.items()
        if role not in flags
        or any(want is not None and have != want for have, want in zip(flags[role], expected, strict=True))
    ]


def _region_may_read(model) -> bool:
    walls = [c for c in model._meta.constraints if hasattr(c, "region")]
    return any(wall.region for wall in walls)


def _read(query) -> dict:
    by_table: dict[str, list] = {}
    for table, *rest in _rows(query):
        by_table.setdefault(table, []).append(tuple(rest))
    return by_table


def _rows(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


WALLS = """
SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
"""
READ_POLICIES = """
SELECT tablename, policyname, permissive, array_to_string(roles, ','), cmd, qual, with_check FROM pg_policies
WHERE schemaname = 'public'
"""
KEYS = """
SELECT c.conrelid::regclass::text, c.conname, c.confrelid::regclass::text,
       ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = ANY (c.conkey))
FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
"""
UNIQUES = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, COALESCE(a.attname = 'ugel_id', false)
FROM pg_index i
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
JOIN pg_class c ON c.oid = i.indrelid
WHERE i.indisunique AND NOT i.indisprimary AND c.relnamespace = 'public'::regnamespace
"""
RIGHTS = """
SELECT c.relname, r.rolname, ARRAY(
    SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
    WHERE EXISTS (SELECT 1 FROM aclexplode(c.relacl) a WHERE a.grantee = r.oid AND a.privilege_type = p))
FROM pg_class c CROSS JOIN pg_roles r
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND r.rolname IN ('comuset_app', 'comuset_region')
"""
VIEWS = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace
  AND (relkind = 'm' OR (relkind = 'v' AND NOT COALESCE('security_invoker=true' = ANY (reloptions), false)))
"""
ROLES = """
SELECT rolname, rolsuper, rolbypassrls, rolinherit, rolcreatedb, rolcreaterole FROM pg_roles
WHERE rolname IN ('comuset_app', 'comuset_region')
"""
