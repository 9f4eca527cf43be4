#!/usr/bin/env python3
"""The command line: starts what a local machine needs, picks the database role, hands over to Django."""

import os
import sys

from comuset import local

# These write tables or make tenants; every other command runs as the web role, behind row-level security.
OWNER_COMMANDS = {
    "create_roles", "create_ugel", "dumpdata", "flush", "loaddata", "load_demo", "makemigrations", "migrate",
    "optimizemigration", "showmigrations", "sqlflush", "sqlmigrate", "squashmigrations",
}  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comuset.settings")
    local.prepare()
    if sys.argv[1:2] and (sys.argv[1] in OWNER_COMMANDS or "--owner" in sys.argv):
        os.environ["COMUSET_DB_ROLE"] = "owner"
        sys.argv = [argument for argument in sys.argv if argument != "--owner"]

    # After prepare(): Django reads the addresses once, when it is imported.
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
