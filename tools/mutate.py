"""make mutate: break the wall of ten tables, one after another, and see the isolation tests fail by its name."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from comuset import local  # noqa: E402

NAME = "comuset_mutate"
TABLES = 10
SUITE = ["tests/tenancy/test_catalogue.py::test_the_wall_is_sound", "tests/tenancy/test_scope.py"]
OF_TENANT = "ugel_id = NULLIF(current_setting('comuset.ugel', true), '')::int"
MADE = "CREATE POLICY owner_all ON {table} TO comuset_owner"
# damage: what mends it again
DAMAGES = {
    "ALTER POLICY tenant ON {table} USING (true)": f"ALTER POLICY tenant ON {{table}} USING ({OF_TENANT})",
    "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY": "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY": "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    "GRANT TRUNCATE ON {table} TO comuset_app": "REVOKE TRUNCATE ON {table} FROM comuset_app",
    "DROP POLICY owner_all ON {table}": f"{MADE} USING (true) WITH CHECK (true)",
}
WALLED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r' ORDER BY relname"


def main() -> None:
    os.chdir(ROOT)
    local.prepare()
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ[name] = urlsplit(os.environ[name])._replace(path=f"/{NAME}").geturl()
    code, output = isolation_suite("--create-db")
    if code:
        sys.exit(f"The isolation suite fails before anything is broken:\n{output}")
    address = urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/test_{NAME}").geturl()
    survived = []
    with psycopg.connect(address, autocommit=True) as owner:
        tables = [table for (table,) in owner.execute(WALLED).fetchall()]
        for at, table in enumerate(tables[:: max(1, len(tables) // TABLES)][:TABLES]):
            damage, mend = list(DAMAGES.items())[at % len(DAMAGES)]
            owner.execute(damage.format(table=table))
            code, output = isolation_suite()
            owner.execute(mend.format(table=table))
            noticed = code != 0 and table in output
            survived += [] if noticed else [damage.format(table=table)]
            print(f"{'noticed ' if noticed else 'SURVIVED'} {damage.format(table=table)}", flush=True)
    code, output = isolation_suite()
    if code or survived:
        sys.exit(f"Not noticed: {survived}" if survived else f"The wall was not mended:\n{output}")


def isolation_suite(*options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--reuse-db", *options, *SUITE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


if __name__ == "__main__":
    main()
