"""Counts that come as a sheet: weeks as schools count them, months and years as an official register does."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendance import selectors, services
from attendance.models import WeekCount
from attendance.rule import Line, in_order
from schools.enums import Sex, SheetKind
from schools.models import School
from schools.readers.cut_date import read_date
from schools.resources import SEXES, Column, Sheet, service_of, whole
from schools.services.sheets import Outcome, RowRefused

SEX_CODES = {Sex.BOY: "H", Sex.GIRL: "M", Sex.UNKNOWN: ""}
WEEK_COLUMNS = ("COD_MOD", "ANEXO", "ESCUELA", "SEMANA", "GRADO", "SEXO", "MATRICULADOS", "INASISTENCIAS", "SIN_CAUSA")


# --- weeks ---------------------------------------------------------------------------------------------------------


def school_week(cells) -> tuple:
    """Rows of one school and week are one statement; what cannot be read stands alone and is refused by itself."""
    day = read_date(cells["SEMANA"])
    try:
        return service_of(cells).school_id, day and selectors.monday_of(day)
    except RowRefused:
        return cells["COD_MOD"], cells["ANEXO"], cells["SEMANA"]


def save_week(rows: Sequence[dict], by) -> Outcome:
    """A school's week; rows without INASISTENCIAS say nothing, and a line the sheet does not name stays as it was."""
    said = [cells for cells in rows if cells["INASISTENCIAS"]]
    if not said:
        return Outcome.UNCHANGED
    monday = _monday(said[0])
    school = service_of(said[0]).school
    told = WeekCount.objects.filter(school=school, monday=monday).first()
    lines = _merged(told, [_line(cells) for cells in said])
    if told and told.said_lines() == in_order(lines):
        return Outcome.UNCHANGED
    services.record_week(school=school, monday=monday, lines=lines, by=by)
    return Outcome.CHANGED if told else Outcome.NEW


def _merged(told: WeekCount | None, lines: list[Line]) -> list[Line]:
    """The week as it will stand: a service the sheet speaks of is said by the sheet alone, whole."""
    spoken = {one.service_id for one in lines}
    keys = [(one.service_id, one.grade, one.sex) for one in lines]
    if len(set(keys)) < len(keys):
        raise RowRefused(_("Hay dos filas de la misma semana, servicio, grado y sexo. Deje una."))
    return [*(one for one in (told.said_lines() if told else ()) if one.service_id not in spoken), *lines]


def _line(cells) -> Line:
    sex = SEXES(cells["SEXO"]) if cells["SEXO"] else Sex.UNKNOWN
    if sex is None:
        raise RowRefused(_("El sexo (SEXO) debe ser H, M o quedar en blanco."))
    absent = whole(cells["INASISTENCIAS"], "INASISTENCIAS")
    uncaused = whole(cells["SIN_CAUSA"], "SIN_CAUSA") if absent or cells["SIN_CAUSA"] else 0
    enrolled = whole(cells["MATRICULADOS"], "MATRICULADOS")
    return Line(service_of(cells).pk, enrolled, absent, uncaused, cells["GRADO"][:10], Sex(sex))


def _monday(cells) -> date:
    day = read_date(cells["SEMANA"])
    if day is None:
        raise RowRefused(_("La semana (SEMANA) falta o no se entiende. Escriba su lunes, como 07/09/2026."))
    return selectors.monday_of(day)


def week_rows(schools: Sequence[School], first: date, last: date) -> Iterator[list]:
    """The sheet filled with what is known of each week with classes; what nobody told is blank, to be written."""
    ids = [one.pk for one in schools]
    weeks = selectors.told_weeks(first, last, school_ids=ids)
    told, said = {(one.school_id, one.monday): one.pk for one in weeks}, selectors.lines_said(weeks)
    expected, untold = selectors.expected_weeks(first, last, ids), selectors.untold_lines(ids)
    for school in schools:
        for monday in sorted(expected.get(school.pk, ())):
            week = told.get((school.pk, monday))
            yield from _rows_of(school, monday, said[week] if week else untold[school.pk], is_told=bool(week))


def _rows_of(school, monday: date, lines, *, is_told: bool) -> Iterator[list]:
    for service, line in lines:
        numbers = [line.absent, line.uncaused] if is_told else [None, None]
        yield [
            *(service.codigo_modular, service.anexo, school.name, f"{monday:%d/%m/%Y}"),
            *(line.grade, SEX_CODES[Sex(line.sex)], line.enrolled or None, *numbers),
        ]


WEEKS = Sheet(
    kind=SheetKind.WEEKS,
    slug="asistencia-semanas",
    title=gettext_lazy("Asistencia por semanas"),
    columns=(
        Column("COD_MOD", gettext_lazy("Código modular"), "0234567", is_required=True),
        Column("ANEXO", gettext_lazy("Anexo; en blanco es 0"), "0"),
        Column("SEMANA", gettext_lazy("Un día de la semana"), "07/09/2026", is_required=True),
        Column("GRADO", gettext_lazy("Grado; en blanco es el total"), "3"),
        Column("SEXO", gettext_lazy("H, M o en blanco"), "H"),
        Column("MATRICULADOS", gettext_lazy("Estudiantes"), "12", is_required=True),
        Column("INASISTENCIAS", gettext_lazy("Días que faltaron, sumados; vacío no dice nada"), "4", is_required=True),
        Column("SIN_CAUSA", gettext_lazy("De ellos, sin causa conocida"), "1"),
    ),
    save=save_week,
    together=school_week,
)

# --- months --------------------------------------------------------------------------------------------------------


def save_month(cells, by) -> Outcome:
    """A month of a service as the register counts it."""
    service, month = service_of(cells), read_date(f"01/{cells['MES'].strip()}") or read_date(cells["MES"])
    if month is None:
        raise RowRefused(_("El mes (MES) falta o no se entiende. Escríbalo como 09/2026."))
    known = selectors.month_count(service, month.replace(day=1))
    _row, is_new = services.record_month(
        service=service,
        month=month,
        present=whole(cells["ASISTENCIAS"], "ASISTENCIAS"),
        absent=whole(cells["FALTAS"], "FALTAS"),
        justified=whole(cells["JUSTIFICADAS"], "JUSTIFICADAS"),
        late=whole(cells["TARDANZAS"], "TARDANZAS") if cells["TARDANZAS"] else None,
        by=by,
    )
    return _outcome(known, is_new)


def _outcome(known, is_new) -> Outcome:
    if not is_new:
        return Outcome.UNCHANGED
    return Outcome.CHANGED if known else Outcome.NEW


MONTHS = Sheet(
    kind=SheetKind.MONTHS,
    slug="asistencia-meses",
    title=gettext_lazy("Asistencia por meses (SIAGIE)"),
    columns=(
        Column("COD_MOD", gettext_lazy("Código modular"), "0234567", is_required=True),
        Column("ANEXO", gettext_lazy("Anexo; en blanco es 0"), "0"),
        Column("MES", gettext_lazy("Mes y año"), "09/2026", is_required=True),
        Column("ASISTENCIAS", gettext_lazy("Días que asistieron, sumados, con las tardanzas"), "240", is_required=True),
        Column("FALTAS", gettext_lazy("F de la cuadrícula, sumadas"), "9", is_required=True),
        Column("JUSTIFICADAS", gettext_lazy("J de la cuadrícula, sumadas"), "3", is_required=True),
        Column("TARDANZAS", gettext_lazy("T de la cuadrícula, sumadas; en blanco no se sabe"), "5"),
    ),
    save=save_month,
)

# --- years ---------------------------------------------------------------------------------------------------------


def save_year(cells, by) -> Outcome:
    """What became of a service's pupils from one year to the next."""
    service, year = service_of(cells), whole(cells["AÑO"], "AÑO")
    known = selectors.year_outcome(service, year)
    _row, is_new = services.record_year(
        service=service,
        year=year,
        enrolled=whole(cells["MATRICULADOS"], "MATRICULADOS"),
        continued=whole(cells["CONTINUARON"], "CONTINUARON"),
        finished=whole(cells["EGRESADOS"], "EGRESADOS"),
        died=whole(cells["FALLECIDOS"], "FALLECIDOS"),
        by=by,
    )
    return _outcome(known, is_new)


YEARS = Sheet(
    kind=SheetKind.YEARS,
    slug="continuidad",
    title=gettext_lazy("Continuidad de un año al otro"),
    columns=(
        Column("COD_MOD", gettext_lazy("Código modular"), "0234567", is_required=True),
        Column("ANEXO", gettext_lazy("Anexo; en blanco es 0"), "0"),
        Column("AÑO", gettext_lazy("Año escolar que terminó"), "2025", is_required=True),
        Column("MATRICULADOS", gettext_lazy("Matriculados ese año"), "40", is_required=True),
        Column("CONTINUARON", gettext_lazy("De ellos, matriculados al año siguiente"), "31", is_required=True),
        Column("EGRESADOS", gettext_lazy("De ellos, aprobaron 5.º de secundaria"), "6", is_required=True),
        Column("FALLECIDOS", gettext_lazy("De ellos, fallecidos"), "0", is_required=True),
    ),
    save=save_year,
)
ALL = (WEEKS, MONTHS, YEARS)
