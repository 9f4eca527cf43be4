"""The database roles row-level security rests on; see docs/architecture.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

LOCK = 7_302_003_417  # one number for every run of create_roles on a server
OLDEST_SERVER = 150000


class RolesRefused(Exception):
    """The roles cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class DatabaseRole:
    """What a role may do; `attributes` are the columns of pg_roles that are true."""

    name: str
    attributes: frozenset[str]
    password: str | None = None


# rolinherit: on 15 the right to make tables in a database of one's own is inherited from pg_database_owner.
OWNER = DatabaseRole("comuset_owner", frozenset({"rolcanlogin", "rolcreatedb", "rolinherit"}))
APP = DatabaseRole("comuset_app", frozenset({"rolcanlogin"}))
REGION = DatabaseRole("comuset_region", frozenset())
BACKUP = DatabaseRole("comuset_backup", frozenset({"rolcanlogin", "rolbypassrls", "rolinherit"}))

WORDS: dict[str, tuple[LiteralString, LiteralString]] = {
    "rolsuper": ("SUPERUSER", "NOSUPERUSER"),
    "rolinherit": ("INHERIT", "NOINHERIT"),
    "rolcreaterole": ("CREATEROLE", "NOCREATEROLE"),
    "rolcreatedb": ("CREATEDB", "NOCREATEDB"),
    "rolcanlogin": ("LOGIN", "NOLOGIN"),
    "rolreplication": ("REPLICATION", "NOREPLICATION"),
    "rolbypassrls": ("BYPASSRLS", "NOBYPASSRLS"),
}


def create_roles(*, admin_url: str, app_url: str, owner_url: str, backup_url: str = "") -> list[str]:
    """Make or mend the four roles and the database; gives one line for each change, none when all was right.

    Raises RolesRefused when an address names another role or `admin_url` may not do this.
    """
    app, owner = _with_password(APP, app_url), _with_password(OWNER, owner_url)
    backup = _with_password(BACKUP, backup_url) if backup_url else BACKUP
    database = str(conninfo_to_dict(app_url)["dbname"])
    if database != conninfo_to_dict(owner_url).get("dbname"):
        raise RolesRefused("DATABASE_URL and DATABASE_OWNER_URL name two different databases.")
    done: list[str] = []
    with _connected(admin_url, "postgres") as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        for role in (app, owner, REGION, backup):
            done += _make_role(admin, role)
        done += _let_become(admin, REGION.name, APP.name)
        done += _let_become(admin, APP.name, OWNER.name)
        done += _grant_reading(admin)
        done += _make_database(admin, database)
        with _connected(admin_url, database) as connection:
            done += _close_schema(connection)
    return done


@contextmanager
def _connected(url: str, database: str) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(make_conninfo(url, dbname=database), autocommit=True) as connection:
            if connection.info.server_version < OLDEST_SERVER:
                raise RolesRefused("COMUSET needs PostgreSQL 15 or later.")
            yield connection
    except psycopg.errors.InsufficientPrivilege as error:
        who, what = conninfo_to_dict(url).get("user"), error.diag.message_primary
        raise RolesRefused(
            f"«{who}» may not make the database roles: {what}. "
            "Set DATABASE_ADMIN_URL to a superuser of this server and run manage.py create_roles again."
        ) from error
    except psycopg.OperationalError as error:
        raise RolesRefused(f"The database server does not let us in: {error}".strip()) from error


def _with_password(role: DatabaseRole, url: str) -> DatabaseRole:
    parts = conninfo_to_dict(url)
    if parts.get("user") != role.name:
        raise RolesRefused(f"An address names the role «{parts.get('user')}» where «{role.name}» is expected.")
    password = parts.get("password")
    return replace(role, password=str(password) if password else None)


def _make_role(connection: psycopg.Connection, role: DatabaseRole) -> list[str]:
    columns = sql.SQL(", ").join(map(sql.Identifier, WORDS))
    find = sql.SQL("SELECT {} FROM pg_roles WHERE rolname = %s").format(columns)
    done = []
    row = connection.execute(find, [role.name]).fetchone()
    if row is None:
        connection.execute(sql.SQL("CREATE ROLE {} NOINHERIT").format(sql.Identifier(role.name)))
        row = connection.execute(find, [role.name]).fetchone()
        done.append(f"role {role.name} made")
    assert row is not None  # noqa: S101
    # Only what differs: a managed server refuses even NOSUPERUSER from whoever is not a superuser.
    changes = [
        WORDS[name][0 if name in role.attributes else 1]
        for name, value in zip(WORDS, row, strict=True)
        if value != (name in role.attributes)
    ]
    if changes:
        words = sql.SQL(" ").join(map(sql.SQL, changes))
        connection.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(role.name), words))
        done.append(f"role {role.name}: {' '.join(changes)}")
    if role.password and not _logs_in(connection, role):
        # Hashed here, or the password would stand in the server's log.
        secret = connection.pgconn.encrypt_password(role.password.encode(), role.name.encode(), b"scram-sha-256")
        change = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role.name), secret.decode())
        connection.execute(change)
        done.append(f"role {role.name}: password")
    return done


def _logs_in(connection: psycopg.Connection, role: DatabaseRole) -> bool:
    """Does the password hold already? Then an owner may run this where a superuser made the roles by hand."""
    try:
        psycopg.connect(connection.info.dsn, user=role.name, password=role.password).close()
    except psycopg.OperationalError:
        return False
    return True


def _let_become(connection: psycopg.Connection, role: str, member: str) -> list[str]:
    """Let `member` SET ROLE to `role`, without its rights before: 16 by the grant, 15 by NOINHERIT."""
    if connection.info.server_version >= 160000:
        option, right = sql.SQL(" WITH INHERIT FALSE, SET TRUE"), "AND NOT inherit_option AND set_option"
    else:
        option, right = sql.SQL(""), ""
    check = sql.SQL("SELECT 1 FROM pg_auth_members WHERE roleid = %s::regrole AND member = %s::regrole {}").format(
        sql.SQL(right)
    )
    if connection.execute(check, [role, member]).fetchone():
        return []
    grant = sql.SQL("GRANT {} TO {}{}").format(sql.Identifier(role), sql.Identifier(member), option)
    connection.execute(grant)
    return [f"{member} may become {role}"]


def _grant_reading(connection: psycopg.Connection) -> list[str]:
    check = "SELECT pg_has_role(%s, 'pg_read_all_data', 'USAGE')"
    row = connection.execute(check, [BACKUP.name]).fetchone()
    if row and row[0]:
        return []
    connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(BACKUP.name)))
    return [f"{BACKUP.name} may read all tables"]


def _make_database(connection: psycopg.Connection, database: str) -> list[str]:
    name, owner = sql.Identifier(database), sql.Identifier(OWNER.name)
    find = "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname = %s"
    row = connection.execute(find, [database]).fetchone()
    done = []
    if row is None:
        template = connection.execute(find, ["template1"]).fetchone()
        how = sql.SQL("")
        if template and template[1] != "UTF8":
            how = sql.SQL(" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'")
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}{}").format(name, owner, how))
        done.append(f"database {database} made")
    elif row[1] != "UTF8":
        raise RolesRefused(f"Database «{database}» is in {row[1]}. COMUSET needs one in UTF8.")
    elif row[0] != OWNER.name:
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))
        done.append(f"database {database} given to {OWNER.name}")
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    app, backup = sql.Identifier(APP.name), sql.Identifier(BACKUP.name)
    # TEMPORARY: an import copies its rows to a temporary table first.
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(name, app))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, backup))
    return done


def _close_schema(connection: psycopg.Connection) -> list[str]:
    """Nobody but the owner makes tables, which a database upgraded from PostgreSQL 14 would still allow."""
    check = "SELECT has_schema_privilege(%s, 'public', 'CREATE')"

    def app_creates() -> bool:
        row = connection.execute(check, [APP.name]).fetchone()
        return bool(row and row[0])

    connection.execute(
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(sql.Identifier(APP.name), sql.Identifier(REGION.name))
    )
    if not app_creates():
        return []
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute(sql.SQL("REVOKE CREATE ON SCHEMA public FROM {}").format(sql.Identifier(APP.name)))
    if app_creates():
        raise RolesRefused(f"{APP.name} may still create tables in schema public. Revoke it by hand.")
    return ["schema public closed"]
