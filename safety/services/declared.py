"""Last year's checks from a spreadsheet: previewed, confirmed whole or not at all, always marked «declarado»."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.services import record
from core.tenancy.errors import DomainError
from safety.enums import NOT_APPLICABLE, CheckState, ImportState, Source
from safety.models import Answer, Check, CheckImport, ChecklistVersion
from schools.models import School, Service
from schools.readers.reasons import Reason
from schools.readers.sheets import SheetRow

SCHOOL, DATE, VISITOR = "CODIGO", "FECHA_VISITA", "VISITADO_POR"
DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%Y%m%d")


class ImportAlreadyConfirmed(DomainError):
    message = gettext_lazy("Esta hoja ya se confirmó. Sus fichas están en la lista, por verificar.")


class NothingToImport(DomainError):
    message = gettext_lazy("La hoja no trae ninguna ficha nueva: no hay nada que confirmar.")


class SchoolsChanged(DomainError):
    message = gettext_lazy(
        "Mientras usted revisaba, otra persona cargó una de estas fichas o cambió una escuela. Suba la hoja otra vez."
    )


@transaction.atomic
def preview_declared(*, rows: Iterable[SheetRow], file_name: str, version: ChecklistVersion, by) -> CheckImport:
    """Judge every row and keep the outcome for a person to confirm; no check is made yet."""
    reader = _RowReader(version)
    accepted, rejected, unchanged = [], [], 0
    for row in rows:
        try:
            found = reader.read(row)
        except _RowRefused as error:
            rejected.append({"row": row.number, "reason": str(error)})
            continue
        if found is None:
            unchanged += 1
        else:
            accepted.append(found)
    return CheckImport.objects.create(
        file_name=file_name[-200:],
        version=version,
        rows=accepted,
        rejected=rejected,
        unchanged_count=unchanged,
        created_by=by,
    )


@transaction.atomic
def confirm_declared(*, check_import: CheckImport, by, at: datetime | None = None) -> list[Check]:
    """Make all previewed checks, handed over and waiting for verification by somebody else."""
    check_import = CheckImport.objects.select_for_update().get(pk=check_import.pk)
    if check_import.state == ImportState.CONFIRMED:
        raise ImportAlreadyConfirmed
    if not check_import.rows:
        raise NothingToImport
    now = at or timezone.now()
    checks = [_declared_check(row, check_import.version, by, now) for row in check_import.rows]
    _refuse_if_changed(checks)
    Check.objects.bulk_create(checks)
    items = {item.code: item for item in check_import.version.items.all()}
    Answer.objects.bulk_create(
        Answer(safety_check=check, item=items[code], choice=choice, value=_value(items[code], choice))
        for check, row in zip(checks, check_import.rows, strict=True)
        for code, choice in row["choices"].items()
    )
    check_import.state, check_import.confirmed_at = ImportState.CONFIRMED, now
    check_import.save(update_fields=["state", "confirmed_at"])
    for check in checks:
        record("safety.check_declared", check, by=by, school_id=check.school_id, at=at, visited_date=check.visited_date)
    return checks


def _refuse_if_changed(checks):
    schools = {check.school_id for check in checks}
    taken = set(
        Check.objects.filter(source=Source.DECLARED, school_id__in=schools)
        .exclude(state=CheckState.CANCELLED)
        .values_list("school_id", "visited_date")
    )
    present = set(School.objects.select_for_update().filter(pk__in=schools).values_list("pk", flat=True))
    if present != schools or any((check.school_id, check.visited_date) in taken for check in checks):
        raise SchoolsChanged


def _declared_check(row, version, by, now):
    visited = date.fromisoformat(row["visited_date"])
    return Check(
        school_id=row["school_id"],
        version=version,
        source=Source.DECLARED,
        state=CheckState.SUBMITTED,
        author=by,
        planned_date=visited,
        visited_date=visited,
        visitor_name=row["visitor_name"],
        submitted_at=now,
    )


def _value(item, choice):
    option = item.option(choice)
    return option["value"] if option else None


class _RowRefused(DomainError):
    pass


class _RowReader:
    """Reads rows against the registry as it stands, asking the database a fixed number of times."""

    def __init__(self, version: ChecklistVersion):
        self.items = list(version.items.order_by("position"))
        self.today = timezone.localdate()
        self.schools = self._codes()
        self.names = dict(School.objects.values_list("pk", "name"))
        declared = Check.objects.filter(source=Source.DECLARED).exclude(state=CheckState.CANCELLED)
        self.known = set(declared.values_list("school_id", "visited_date"))
        self.seen = set()

    def read(self, row: SheetRow) -> dict | None:
        """The row ready to become a check; None when that check is already here. Raises _RowRefused."""
        if row.cells is None:
            raise _RowRefused(Reason.CELLS.label)
        school_id = self._school(row.cells.get(SCHOOL, ""))
        visited = self._date(row.cells.get(DATE, ""))
        if (school_id, visited) in self.seen:
            raise _RowRefused(_("La misma escuela y fecha están en otra fila de la hoja."))
        self.seen.add((school_id, visited))
        choices = self._choices(row.cells)
        if (school_id, visited) in self.known:
            return None
        return {
            "row": row.number,
            "school_id": school_id,
            "school_name": self.names[school_id],
            "visited_date": visited.isoformat(),
            "visitor_name": row.cells.get(VISITOR, "")[:120],
            "choices": choices,
        }

    def _codes(self):
        codes = {}
        for pk, codlocal in School.objects.exclude(codlocal="").values_list("pk", "codlocal"):
            codes.setdefault(codlocal, set()).add(pk)
        for pk, codigo_modular in Service.objects.values_list("school_id", "codigo_modular"):
            codes.setdefault(codigo_modular, set()).add(pk)
        return codes

    def _school(self, text):
        digits = text.strip()
        code = digits.zfill(6) if len(digits) <= 6 else digits
        found = self.schools.get(code, set())
        if not digits or not found:
            raise _RowRefused(_("No hay una escuela de esta UGEL con el código «%(code)s».") % {"code": text[:20]})
        if len(found) > 1:
            raise _RowRefused(
                _("El local %(code)s tiene más de una institución: escriba el código modular.") % {"code": code}
            )
        return next(iter(found))

    def _date(self, text):
        for form in DATE_FORMATS:
            try:
                visited = datetime.strptime(text, form).date()  # noqa: DTZ007
            except ValueError:
                continue
            if visited > self.today:
                raise _RowRefused(_("La fecha %(text)s todavía no llega.") % {"text": f"{visited:%d/%m/%Y}"})
            return visited
        raise _RowRefused(_("La fecha «%(text)s» no se entiende: escriba dd/mm/aaaa.") % {"text": text[:20]})

    def _choices(self, cells):
        choices, missing, wrong = {}, [], []
        for item in self.items:
            text = cells.get(item.code, "").strip().lower()
            known = {option["code"].lower(): option["code"] for option in item.options} | {
                NOT_APPLICABLE: NOT_APPLICABLE
            }
            if not text:
                missing.append(item.code)
            elif text not in known:
                wrong.append(f"{item.code}=«{text[:12]}»")
            else:
                choices[item.code] = known[text]
        if wrong:
            raise _RowRefused(_("Respuestas que no están en la lista: %(codes)s.") % {"codes": ", ".join(wrong)})
        if missing:
            raise _RowRefused(
                _("Faltan respuestas (si no corresponde, escriba NA): %(codes)s.") % {"codes": ", ".join(missing)}
            )
        return choices
