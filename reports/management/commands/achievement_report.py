import json
import sys
from datetime import date
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.jobs.services import run_inline
from core.tenancy.errors import DomainError
from core.tenancy.models import Ugel
from core.tenancy.scope import scope
from core.tenancy.speech import speaking
from reports.models import Report
from reports.selectors.reading import Reading
from reports.services.building import plan_report
from reports.services.issuing import issue_report, review_report


class Command(BaseCommand):
    help = "Count and print the achievement report of a UGEL in this process; the last line is one JSON object."

    def add_arguments(self, parser):
        parser.add_argument("--ugel", required=True, metavar="CODE")
        parser.add_argument("--from", required=True, dest="start", metavar="YYYY-MM-DD")
        parser.add_argument("--to", required=True, dest="end", metavar="YYYY-MM-DD")
        parser.add_argument("--pdf", type=Path, metavar="FILE")
        parser.add_argument("--xlsx", type=Path, metavar="FILE")
        parser.add_argument("--freeze", action="store_true", help="issue it: number, QR, never changed again")
        parser.add_argument("--json", action="store_true", help="nothing but the JSON line on standard output")

    def handle(self, *, ugel, start, end, pdf, xlsx, freeze, **options):
        self.quiet = options["json"]
        for file in filter(None, (pdf, xlsx)):
            if not file.parent.is_dir():
                raise CommandError(_("No existe la carpeta %(folder)s.") % {"folder": file.parent})
        ugel = _ugel(ugel)
        with speaking(ugel), timezone.override(ugel.time_zone):
            try:
                report = self._report(ugel, _day(start), _day(end), freeze)
            except DomainError as error:
                raise CommandError(str(error)) from error
            with scope(ugel):
                report = Report.objects.select_related("document").get(pk=report.pk)
                for kind, target in (("pdf", pdf), ("xlsx", xlsx)):
                    _copy(report, kind, target)
                reading = Reading(report)
                self._tell(reading)
                self.stdout.write(json.dumps(_summary(reading)))

    def _report(self, ugel, start, end, freeze):
        """A draft of the period, counted anew; issued in the head's name with --freeze."""
        with scope(ugel):
            head = _head(ugel)
            drafts = Report.objects.of_period(start, end).filter(state="draft")
            report = drafts.order_by("-id").first() or plan_report(period_start=start, period_end=end, by=head)
        run_inline("reports.build_report", ugel=ugel, by=head, echo=self._progress, report_id=report.pk)
        if freeze:
            with scope(ugel):
                issue_report(report=review_report(report=report, by=head), by=head)
            run_inline("reports.print_report", ugel=ugel, by=head, echo=self._progress, report_id=report.pk)
        return report

    def _progress(self, text):
        if sys.stderr.isatty():
            self.stderr.write(text)

    def _tell(self, reading):
        if self.quiet:
            return
        self.stdout.write(f"{reading.report.title} · {reading.period_words}")
        for figure in reading.figures:
            self.stdout.write(f"  {figure.name}: {figure.in_words}")


def _ugel(code):
    found = Ugel.objects.select_related("region").filter(code=code, is_active=True).first()
    if found is None:
        raise CommandError(_("No existe la UGEL %(code)s. Créela primero con create_ugel.") % {"code": code})
    return found


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(_("«%(text)s» no es una fecha. Escríbala como 2026-12-31.") % {"text": text}) from None


def _head(ugel):
    heads = Membership.objects.active().filter(ugel=ugel, role=Role.UGEL_HEAD).select_related("user")
    head = heads.order_by("id").first()
    if head is None:
        raise DomainError(_("La UGEL no tiene a nadie en su dirección: el informe se hace en su nombre."))
    return head.user


def _copy(report, kind, target):
    if target is None:
        return
    with default_storage.open(report.files.get(kind=kind).key) as stored:
        target.write_bytes(stored.read())


def _summary(reading):
    report = reading.report
    names = ("code", "version", "kind", "numerator", "denominator")
    return {
        "indicators": [
            {
                **{name: figure.data[name] for name in names},
                "percent": None if figure.percent is None else int(figure.percent),
            }
            for figure in reading.figures
        ],
        "report": report.pk,
        "state": report.state,
        "number": report.document.label if report.document else None,
        "cut_off": reading.data["cut_off"],
        "snapshot_sha256": report.snapshot_sha256 or None,
    }
