#!/usr/bin/env python3
"""The command line; picks the database role before Django reads the settings."""

import os
import sys

from django.core.management import execute_from_command_line

# These write tables or make tenants; every other command runs as the web role, behind row-level security.
OWNER_COMMANDS = {
    "create_roles", "create_ugel", "flush", "loaddata", "load_demo", "makemigrations", "migrate",
    "optimizemigration", "showmigrations", "sqlflush", "sqlmigrate", "squashmigrations",
}  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comuset.settings")
    if sys.argv[1:2] and (sys.argv[1] in OWNER_COMMANDS or "--owner" in sys.argv):
        os.environ["COMUSET_DB_ROLE"] = "owner"
        sys.argv = [argument for argument in sys.argv if argument != "--owner"]
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
