"""The database a benchmark works on: of its own, migrated, filled once, filled again when a model changed."""

import hashlib
import io
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "bench"
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL")


def enter(size: str, *, database: str = "", role: str = "app") -> None:
    """Set Django up on a benchmark's database; first thing in every process."""
    from comuset import local

    local.prepare()
    for name in ADDRESSES[:2]:
        path = f"/comuset_bench_{size}{database}"
        os.environ[name] = urlsplit(os.environ[name])._replace(path=path).geturl()
    os.environ |= {"COMUSET_DB_ROLE": role, "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "comuset.settings"}

    import django

    django.setup()


def prepare(size: str) -> None:
    """Make, migrate and fill the database; each step is kept, so that a broken run goes on where it stopped."""
    enter(size, role="owner")
    from django.core.management import call_command
    from django.db import connection, transaction

    from bench import nation

    record = VAR / f"nation-{size}.json"
    done = json.loads(record.read_text()) if record.exists() else {}
    if done.get("made of") != fingerprint():
        say("making the database anew: a migration or the nation changed" if done else "making the database")
        drop()
        call_command("create_roles", stdout=io.StringIO())
        call_command("migrate", verbosity=0, interactive=False)
        done = {"made of": fingerprint(), "rows": {}}
    for step in nation.STEPS:
        if step.__name__ in done["rows"]:
            continue
        started = time.monotonic()
        with transaction.atomic():
            rows = step(nation.SIZES[size])
        done["rows"][step.__name__] = rows
        VAR.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(done, indent=1))
        say(f"{step.__name__}: {rows:,} rows in {time.monotonic() - started:.1f} s")
        if step is nation.STEPS[-1]:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")


def drop() -> None:
    """The owner may drop what it owns; nobody else is meant to be in there."""
    import psycopg
    from psycopg import sql

    address = os.environ["DATABASE_OWNER_URL"]
    name = urlsplit(address).path.strip("/")
    with psycopg.connect(address, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def fingerprint() -> str:
    """Changes when a migration or the nation does."""
    files = [ROOT / "bench" / "nation.py", *sorted(ROOT.glob("**/migrations/0*.py"))]
    return digest_of(path for path in files if ".venv" not in path.parts and "var" not in path.parts)


def digest_of(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
