"""Schools going out, one line per service, in the columns the padrón import reads back."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum

from core.files.cells import safe_text
from core.tenancy.scope import current_ugel
from schools.enums import Area, Characteristic, Form, Gender, Level, Management, Sex, Shift
from schools.models import Enrolment, School, Service

AREA_CODES = {Area.URBAN: "1", Area.RURAL: "2"}
MANAGEMENT_CODES = {Management.PUBLIC_DIRECT: "1", Management.PUBLIC_PRIVATE: "2", Management.PRIVATE: "3"}
CHARACTERISTIC_CODES = {Characteristic.UNIDOCENTE: "1", Characteristic.MULTIGRADO: "2", Characteristic.COMPLETO: "3"}
GENDER_CODES = {Gender.BOYS: "1", Gender.GIRLS: "2", Gender.MIXED: "3"}
EXPORT_COLUMNS = [
    "COD_MOD", "ANEXO", "CODLOCAL", "CODINST", "CEN_EDU", "NIV_MOD", "D_NIV_MOD", "D_FORMA", "COD_CAR", "D_COD_CAR",
    "TIPSSEXO", "D_TIPSSEXO", "GESTION", "D_GESTION", "GES_DEP", "DIR_CEN", "CODCP_INEI", "CEN_POB", "AREA_CENSO",
    "DAREACENSO", "CODGEO", "D_DPTO", "D_PROV", "D_DIST", "CODOOII", "D_DREUGEL", "NLAT_IE", "NLONG_IE",
    "D_TIPOPROG", "D_COD_TUR", "ESTADO", "D_ESTADO", "TALUM_HOM", "TALUM_MUJ", "TALUMNO", "TDOCENTE", "TSECCION",
]  # fmt: skip
SERVICE_FACTS = (
    "codigo_modular", "anexo", "level", "form", "characteristic", "gender", "management", "dependency", "area",
    "programme", "shift", "is_active", "teachers", "sections",
)  # fmt: skip
SCHOOL_FACTS = ("codlocal", "codinst", "address", "centre_code", "centre", "lat", "lon")
READ_AT_ONCE = 2000


def export_rows(schools: QuerySet[School]) -> Iterator[list]:
    """The header's values for each service, numbers as numbers; read in portions, in one query."""
    told = {name: F(f"school__{name}") for name in SCHOOL_FACTS} | {
        "school_name": F("school__name"),
        "district_code": F("school__district__code"),
        "district_name": F("school__district__name"),
        "province_name": F("school__district__parent__name"),
        "department_name": F("school__district__parent__parent__name"),
        **{f"{sex}s": _latest_count(sex) for sex in Sex.values},
    }
    services = (
        Service.objects.filter(school__in=schools.order_by().values("pk"))
        .annotate(**told)
        .order_by("school__name", "school_id", "codigo_modular", "anexo")
        .values_list(*SERVICE_FACTS, *told, named=True)
    )
    cells = partial(_cells, ugel=current_ugel(), words=_Words())
    return map(cells, services.iterator(chunk_size=READ_AT_ONCE))


def _latest_count(sex):
    later = Enrolment.objects.filter(service=OuterRef("service"), cut_date__gt=OuterRef("cut_date"))
    counts = Enrolment.objects.filter(service=OuterRef("pk"), sex=sex).filter(~Exists(later)).order_by()
    return Subquery(counts.values("service").annotate(total=Sum("count")).values("total"))


def _cells(service, *, ugel, words):
    total = [count for count in (service.boys, service.girls, service.unknowns) if count is not None]
    return [
        service.codigo_modular,
        service.anexo,
        service.codlocal,
        service.codinst,
        service.school_name,
        service.level,
        words[Level, service.level],
        words[Form, service.form],
        CHARACTERISTIC_CODES.get(service.characteristic, ""),
        words[Characteristic, service.characteristic],
        GENDER_CODES.get(service.gender, ""),
        words[Gender, service.gender],
        MANAGEMENT_CODES.get(service.management, ""),
        words[Management, service.management],
        service.dependency,
        service.address,
        service.centre_code,
        service.centre,
        AREA_CODES.get(service.area, ""),
        words[Area, service.area],
        service.district_code or "",
        service.department_name or "",
        service.province_name or "",
        service.district_name or "",
        ugel.code,
        ugel.name,
        service.lat,
        service.lon,
        service.programme,
        words[Shift, service.shift],
        "1" if service.is_active else "2",
        "Activa" if service.is_active else "Inactiva",
        service.boys,
        service.girls,
        sum(total) if total else None,
        service.teachers,
        service.sections,
    ]


class _Words(dict):
    """Labels by (enum, value) in the reader's language, translated once a workbook and not once a cell."""

    def __missing__(self, asked):
        enum, value = asked
        label = Level.label_of(value) if enum is Level else enum(value).label if value else ""
        self[asked] = text = str(label)
        return text


def csv_lines(header: Iterable[str], rows: Iterable[list]) -> Iterator[str]:
    """Semicolons, and a byte order mark for Excel; texts that a spreadsheet would take for a formula are quoted."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow([safe(cell) for cell in row])
        if number % 200 == 1:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer):
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def safe(cell):
    """The cell as text no spreadsheet runs; numbers stay as they are."""
    if cell is None:
        return ""
    return safe_text(cell) if isinstance(cell, str) else cell


def write_workbook(out, header: list[str], rows: Iterable[list], *, sheet_name: str) -> int:
    """Write an XLSX row by row to a file opened for binary; returns how many rows. Numbers are numbers."""
    import xlsxwriter  # slow to import

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(sheet_name[:31])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, book.add_format({"bold": True, "bottom": 1}))
        sheet.set_column(0, len(header) - 1, 14)
        for count, row in enumerate(rows, start=1):
            sheet.write_row(count, 0, map(_plain, row))
        sheet.autofilter(0, 0, max(count, 1), len(header) - 1)
    return count


def _plain(cell):
    """What the workbook takes as it is: blanks, numbers, and texts no spreadsheet runs."""
    if isinstance(cell, str):
        return safe_text(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
