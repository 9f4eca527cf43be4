from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.tenancy.errors import DomainError
from schools.readers.territories import read_territories
from schools.services.territories import save_territories


class Command(BaseCommand):
    help = "Load official territories (ubigeo of INEI, populated centres, SOATE) from CSV; again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="departments before their districts")

    def handle(self, *, files, **options):
        for file in files:
            if not file.is_file():
                raise CommandError(_("No existe el archivo %(file)s.") % {"file": file})
            try:
                count = save_territories(list(read_territories(file)))
            except DomainError as error:
                raise CommandError(f"{file.name}: {error}") from error
            self.stdout.write(f"{file.name}: {count}")
