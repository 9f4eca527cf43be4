import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.tenancy.roles import RolesRefused, create_roles


class Command(BaseCommand):
    help = "Make or mend the database roles and the database; changes nothing when they are right."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        app_url, owner_url = os.environ.get("DATABASE_URL", ""), os.environ.get("DATABASE_OWNER_URL", "")
        if not (app_url and owner_url):
            raise CommandError("Set DATABASE_URL (role comuset_app) and DATABASE_OWNER_URL (role comuset_owner).")
        try:
            done = create_roles(
                admin_url=os.environ.get("DATABASE_ADMIN_URL") or owner_url,
                app_url=app_url,
                owner_url=owner_url,
                backup_url=os.environ.get("DATABASE_BACKUP_URL", ""),
            )
        except RolesRefused as refused:
            raise CommandError(str(refused)) from refused
        for line in done or ["roles and database are as they should be"]:
            self.stdout.write(line)
