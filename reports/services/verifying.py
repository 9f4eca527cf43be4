"""Does an issued report still say what it said? From its own frozen snapshot, and against today's rows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from core.documents.services import sha256_of
from core.strategies.indicators import Kind
from core.tenancy.scope import current_ugel
from reports.enums import FileKind
from reports.models import Report
from reports.models.results import plain
from reports.selectors.results import computable_indicators, results_of


@dataclass(frozen=True)
class Finding:
    """One thing that was checked, and whether it holds."""

    name: str
    holds: bool
    detail: str = ""

    @property
    def tone(self):
        return "done" if self.holds else "broken"

    @property
    def label(self):
        return _("Coincide") if self.holds else _("No coincide")


@dataclass(frozen=True)
class Drift:
    """A figure that today's rows no longer give: later corrections, seen without touching the report."""

    name: str
    frozen: str
    today: str
    came: int
    went: int


def verify_report(*, report: Report) -> list[Finding]:
    """Hash the snapshot, count every figure again from its members, hash the files; nothing is looked up anew."""
    figures = json.loads(report.snapshot)["figures"]
    return [_check_snapshot(report), *map(_check_figure, figures), *_check_files(report)]


def drift_of(*, report: Report) -> list[Drift]:
    """Figures whose members differ if the same period is counted from today's rows."""
    frozen = {figure["code"]: figure for figure in json.loads(report.snapshot)["figures"]}
    ugel_id = current_ugel().pk
    today = results_of(report.frame, [ugel_id], [i for i in computable_indicators() if i.code in frozen])[ugel_id]
    return [drift for result in today if (drift := _compare(frozen[result.code], result))]


def recount(figure: dict) -> tuple:
    """Numerator and denominator of a frozen figure, counted from its members one by one."""
    members, whole = set(figure["numerator_ids"]), set(figure["denominator_ids"])
    if figure["kind"] == Kind.SHARE:
        return len(members & whole), len(whole)
    if figure["kind"] == Kind.COUNT:
        return len(members), None
    if figure["kind"] == Kind.SUM:
        amounts = [Decimal(str(row[1])) for row in figure["amounts"]]
        return (plain(sum(amounts, Decimal())) if amounts else None), None
    tops, bottoms = ([Decimal(str(row[at])) for row in figure["amounts"]] for at in (1, 2))
    return (plain(sum(tops, Decimal())), plain(sum(bottoms, Decimal()))) if tops else (None, None)


def _check_snapshot(report):
    digest = sha256_of(report.snapshot)
    holds = digest == report.snapshot_sha256 == report.document.snapshot_sha256
    return Finding(_("Huella del contenido"), holds, digest)


def _check_figure(figure):
    printed, counted = (figure["numerator"], figure["denominator"]), recount(figure)
    detail = " / ".join("–" if part is None else str(part) for part in counted)
    return Finding(figure["name"], printed == counted, detail)


def _check_files(report) -> Iterable[Finding]:
    for file in report.files.order_by("kind"):
        with default_storage.open(file.key) as stored:
            digest = sha256_of(stored.read())
        holds = digest == file.sha256
        if file.kind == FileKind.PDF:
            holds = holds and digest == report.document.file_sha256
        yield Finding(_("Huella del archivo %(kind)s") % {"kind": file.get_kind_display()}, holds, digest)


def _compare(figure, result):
    before, now = set(figure["numerator_ids"]), set(result.numerator_ids)
    was, is_now = (figure["numerator"], figure["denominator"]), (plain(result.numerator), plain(result.denominator))
    if was == is_now and before == now:
        return None
    return Drift(
        name=figure["name"],
        frozen=_written(was),
        today=_written(is_now),
        came=len(now - before),
        went=len(before - now),
    )


def _written(counts):
    return " / ".join("–" if part is None else str(part) for part in counts)
