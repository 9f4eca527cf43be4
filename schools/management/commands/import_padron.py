import json
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.tenancy.errors import DomainError
from core.tenancy.models import Ugel
from schools.services.padron_reading import Options, import_file


class Command(BaseCommand):
    help = "Import a padrón (ZIP, DBF, CSV, XLSX) for one UGEL or for all; the last line is one JSON object."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--ugel", metavar="CODE")
        whose.add_argument("--all-ugels", action="store_true", help="every active UGEL that has rows in the file")
        parser.add_argument("--preview", action="store_true", help="leave it for the UGEL to confirm, apply nothing")
        parser.add_argument("--dry-run", action="store_true", help="count only, write nothing")
        parser.add_argument("--with-contacts", action="store_true", help="also the directors' personal data")
        full = parser.add_mutually_exclusive_group()
        full.add_argument("--full", action="store_true", help="a whole cut: mark what is missing from it")
        full.add_argument("--partial", action="store_true", help="a part of a cut: never mark anything as missing")
        parser.add_argument("--cut-date", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--encoding", help="when guessing fails: utf-8, latin-1, cp850")
        parser.add_argument("--json", action="store_true", help="nothing but the JSON line on standard output")

    def handle(self, *, file, ugel, preview, dry_run, **options):
        if not file.is_file():
            raise CommandError(_("No existe el archivo %(file)s.") % {"file": file})
        self._quiet = options["json"]
        try:
            summary = import_file(
                file,
                ugels=_ugels(ugel),
                apply=not preview,
                dry_run=dry_run,
                options=Options(
                    with_contacts=options["with_contacts"],
                    is_full=True if options["full"] else False if options["partial"] else None,
                    cut_date=options["cut_date"],
                    encoding=options["encoding"],
                ),
                progress=self._progress,
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._tell(summary, dry_run=dry_run, preview=preview)
        self.stdout.write(json.dumps({**summary.counts, "reasons": summary.reasons, **_about(summary)}))

    def _progress(self, done, total, text):
        if sys.stderr.isatty():
            self.stderr.write(f"\r{text} {done}{f'/{total}' if total else ''}   ", ending="")

    def _tell(self, summary, *, dry_run, preview):
        if self._quiet:
            return
        done = _("Contado, sin guardar nada") if dry_run else _("Por confirmar") if preview else _("Importado")
        self.stdout.write(f"{done}: {len(summary.imports)} UGEL, " + _("corte del %(cut)s") % {"cut": summary.cut_date})
        for padron_import in summary.imports[:30]:
            self.stdout.write(f"  {padron_import.ugel.name}: {padron_import.counts}")


def _ugels(code):
    """The UGEL of a code, or every active one; raises CommandError for an unknown code."""
    found = Ugel.objects.select_related("region").filter(is_active=True)
    if code is None:
        return found
    if not found.filter(code=code).exists():
        raise CommandError(_("No existe la UGEL %(code)s. Créela primero con create_ugel.") % {"code": code})
    return found.filter(code=code)


def _about(summary):
    return {
        "ugels": len(summary.imports),
        "cut_date": summary.cut_date.isoformat(),
        "missing_marked": all(padron_import.is_full for padron_import in summary.imports),
        "questions": summary.questions,
    }
