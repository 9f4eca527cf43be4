from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.tenancy.errors import DomainError
from schools.services.territories import save_shapes

MAX_BYTES = 200 << 20


class Command(BaseCommand):
    help = "Load district outlines from an official GeoJSON (ubigeo in IDDIST or UBIGEO), simplified for pages."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="who published the file, printed under maps")

    def handle(self, *, file, source, **options):
        if not file.is_file():
            raise CommandError(_("No existe el archivo %(file)s.") % {"file": file})
        if file.stat().st_size > MAX_BYTES:
            raise CommandError(_("El archivo pesa más de 200 MB. Divídalo por departamentos."))
        try:
            count = save_shapes(file.read_bytes(), source=source or file.name)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file.name}: {count}")
