"""make setup: from an installed environment to a migrated machine with the demo; run again, it is quick."""

import io
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from comuset import local  # noqa: E402
from comuset.local.state import VAR, mark_as_local  # noqa: E402


def main() -> None:
    started = time.monotonic()
    os.chdir(ROOT)
    if mark_as_local():
        say("var/local.env written: this is a local machine")
    # An address from outside would be migrated by one role and used by another, in two databases.
    if bool(os.environ.get("DATABASE_URL")) != bool(os.environ.get("DATABASE_OWNER_URL")):
        sys.exit(
            "Give DATABASE_URL (role comuset_app) and DATABASE_OWNER_URL (role comuset_owner) together, or neither."
        )
    local.prepare()
    os.environ["COMUSET_DB_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comuset.settings")

    import django
    from django.core.management import call_command

    build_assets()
    compile_catalogs()
    (VAR / "static").mkdir(exist_ok=True)  # where a server gathers static files; WhiteNoise looks there
    django.setup()
    say("database roles")
    call_command("create_roles", verbosity=0)
    say("migrations")
    call_command("migrate", verbosity=0, interactive=False)
    say("demo")
    call_command("load_demo", stdout=io.StringIO())
    write_sign_ins()
    say(f"ready in {time.monotonic() - started:.1f} s")


def build_assets() -> None:
    """Icons, type and scripts out of installed wheels; the builder itself knows what is up to date."""
    say("assets")
    import build_assets

    build_assets.main([])


def compile_catalogs() -> None:
    """What Django reads of the translations."""
    import catalogs

    catalogs.compile_all()


def write_sign_ins() -> None:
    """What make run prints at its end."""
    from core.access.management.commands.load_demo import PASSWORD, everybody

    people = [f"    {email:<24} {role.label}" for _key, (email, _name, role) in everybody()]
    (VAR / "demo.txt").write_text("\n".join([f"  Demo, with the password {PASSWORD}", *people, ""]))


def say(text: str) -> None:
    print(f"· {text}", flush=True)


if __name__ == "__main__":
    main()
