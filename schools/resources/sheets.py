"""The sheets people fill in: enrolment, and schools where there is no padrón. Each row goes through a service."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.enums import Area, EnrolmentSource, Level, Management, SchoolSource, Sex, SheetKind, TerritoryKind
from schools.models import Enrolment, School, Service, Territory
from schools.readers import domains
from schools.readers.cut_date import read_date
from schools.services.enrolment import record_enrolment
from schools.services.schools import SchoolFacts, correct_school, register_school
from schools.services.sheets import Outcome, RowRefused

SEXES = domains.Domain(
    **{
        Sex.BOY.value: "h|hombre|hombres|m asculino|masculino|varon|varones|niño|ninos|boy|1",
        Sex.GIRL.value: "m|f|mujer|mujeres|femenino|nina|ninas|girl|2",
        Sex.UNKNOWN.value: "t|total|ambos|sin distinguir",
    }
)


@dataclass(frozen=True)
class Column:
    name: str
    meaning: str
    example: str
    is_required: bool = False


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its columns in order, and how one row is saved."""

    kind: SheetKind
    slug: str
    title: str
    columns: tuple[Column, ...]
    save: Callable[[Any, object], Outcome]
    # Rows of one key are saved at once: `save` gets their list of cells.
    together: Callable[[dict[str, str]], object] | None = None
    # What follows once it is saved: called with whoever confirmed, gives the next address or nothing.
    after: Callable[[object], str] | None = None

    @property
    def names(self):
        return [column.name for column in self.columns]

    @property
    def required(self):
        return [column.name for column in self.columns if column.is_required]


# --- enrolment -----------------------------------------------------------------------------------------------------


def save_enrolment(cells, by) -> Outcome:
    """One count of one service."""
    service = service_of(cells)
    cut_date = read_date(cells["CORTE"])
    if cut_date is None:
        raise RowRefused(_("La fecha de corte (CORTE) falta o no se entiende. Escríbala como 31/03/2026."))
    sex = SEXES(cells["SEXO"]) if cells["SEXO"] else Sex.UNKNOWN
    if sex is None:
        raise RowRefused(_("El sexo (SEXO) debe ser H, M o quedar en blanco."))
    key = {
        "service": service,
        "year": whole(cells["AÑO"], "AÑO"),
        "cut_date": cut_date,
        "grade": cells["GRADO"][:10],
        "sex": Sex(sex),
    }
    count = whole(cells["CANTIDAD"], "CANTIDAD")
    known = Enrolment.objects.filter(**key).values_list("count", flat=True).first()
    if known == count:
        return Outcome.UNCHANGED
    record_enrolment(**key, count=count, source=EnrolmentSource.SHEET, by=by)
    return Outcome.NEW if known is None else Outcome.CHANGED


def service_of(cells) -> Service:
    """The service of COD_MOD and ANEXO; raises RowRefused."""
    code, anexo = cells["COD_MOD"], cells["ANEXO"] or "0"
    code = code.zfill(7) if code.isdecimal() else code
    service = Service.objects.filter(codigo_modular=code, anexo=anexo).first()
    if service is None:
        raise RowRefused(
            _("No hay un servicio con código modular %(code)s y anexo %(anexo)s en esta UGEL.")
            % {"code": code or "—", "anexo": anexo}
        )
    return service


def whole(text, column) -> int:
    """Raises RowRefused for what is no number of up to six digits."""
    if not text.isdecimal() or len(text) > 6:
        raise RowRefused(_("La columna %(column)s debe ser un número entero.") % {"column": column})
    return int(text)


ENROLMENT = Sheet(
    kind=SheetKind.ENROLMENT,
    slug="matricula",
    title=gettext_lazy("Matrícula"),
    columns=(
        Column("COD_MOD", gettext_lazy("Código modular"), "0234567", is_required=True),
        Column("ANEXO", gettext_lazy("Anexo; en blanco es 0"), "0"),
        Column("AÑO", gettext_lazy("Año escolar"), "2026", is_required=True),
        Column("CORTE", gettext_lazy("Fecha del conteo"), "31/03/2026", is_required=True),
        Column("GRADO", gettext_lazy("Grado; en blanco es el total"), "3"),
        Column("SEXO", gettext_lazy("H, M o en blanco"), "H"),
        Column("CANTIDAD", gettext_lazy("Estudiantes"), "12", is_required=True),
    ),
    save=save_enrolment,
)

# --- schools -------------------------------------------------------------------------------------------------------


def save_school(cells, by) -> Outcome:
    """A school by its code: registered when it is new, corrected when it is known."""
    facts = _facts(cells)
    levels = _levels(cells["NIVELES"])
    school = School.objects.filter(national_key=facts.code).first()
    if school is None:
        register_school(facts=facts, levels=levels, source=SchoolSource.SHEET, by=by)
        return Outcome.NEW
    if _same(school, facts):
        return Outcome.UNCHANGED
    correct_school(school=school, facts=facts, by=by)
    return Outcome.CHANGED


def _facts(cells) -> SchoolFacts:
    if not cells["CODIGO"] or len(cells["CODIGO"]) > 14:
        raise RowRefused(_("El código (CODIGO) falta o tiene más de 14 caracteres."))
    if not cells["NOMBRE"] or len(cells["NOMBRE"]) > 200:
        raise RowRefused(_("El nombre (NOMBRE) falta o es demasiado largo."))
    district, village = _places(cells["TERRITORIO"])
    return SchoolFacts(
        code=cells["CODIGO"],
        name=cells["NOMBRE"],
        district=district,
        centre=cells["CENTRO_POBLADO"][:120] or (village.name if village else ""),
        centre_code=village.code if village else None,
        address=cells["DIRECCION"][:200],
        area=_coded(domains.AREAS, cells["AREA"], "AREA", Area),
        management=_coded(domains.MANAGEMENTS, cells["GESTION"], "GESTION", Management),
        is_active=cells["ACTIVA"].lower() not in ("no", "0", "2"),
        lat=_degrees(cells["LATITUD"], "LATITUD", 90),
        lon=_degrees(cells["LONGITUD"], "LONGITUD", 180),
    )


def _places(code) -> tuple[Territory | None, Territory | None]:
    """The district or ayil aymak of a code, and its village or populated centre where the code is one's."""
    territory = _territory(code)
    if territory and territory.parent and territory.kind in (TerritoryKind.VILLAGE, TerritoryKind.POPULATED_CENTRE):
        return territory.parent, territory
    return territory, None


def _territory(code):
    if not code:
        return None
    territory = Territory.objects.filter(code=code.zfill(6)).select_related("parent").first()
    if territory is None:
        raise RowRefused(_("No conocemos el territorio %(code)s (ubigeo o SOATE).") % {"code": code})
    return territory


def _coded(domain, text, column, enum):
    if not text:
        return ""
    if found := domain(text):
        return found
    words = ", ".join(str(label) for label in enum.labels)
    raise RowRefused(_("%(column)s debe ser una de: %(words)s.") % {"column": column, "words": words})


def _degrees(text, column, limit):
    if not text:
        return None
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > limit:
        raise RowRefused(_("%(column)s debe ser un número de grados, como -17.6135.") % {"column": column})
    return round(value, 6)


def _levels(text):
    codes = [part.strip().upper() for part in text.replace(";", ",").split(",") if part.strip()]
    if any(code not in Level.values for code in codes):
        raise RowRefused(_("NIVELES debe llevar códigos del padrón separados por comas, como A2,B0,F0."))
    return codes


def _same(school, facts):
    return facts.centre_code in (None, school.centre_code) and all(
        getattr(school, name) == getattr(facts, name)
        for name in ("name", "district", "centre", "address", "area", "management", "is_active", "lat", "lon")
    )


SCHOOLS = Sheet(
    kind=SheetKind.SCHOOLS,
    slug="escuelas",
    title=gettext_lazy("Escuelas"),
    columns=(
        Column("CODIGO", gettext_lazy("Código de la escuela"), "2421", is_required=True),
        Column("NOMBRE", gettext_lazy("Nombre"), "Кой-Таш орто мектеби", is_required=True),
        Column("TERRITORIO", gettext_lazy("Ubigeo o SOATE del distrito o de la aldea"), "41705236818000"),
        Column("CENTRO_POBLADO", gettext_lazy("Centro poblado o aldea"), "Катран"),
        Column("DIRECCION", gettext_lazy("Dirección"), ""),
        Column("AREA", gettext_lazy("Urbana o Rural"), "Rural"),
        Column("GESTION", gettext_lazy("Pública de gestión directa, Pública de gestión privada o Privada"), "1"),
        Column("NIVELES", gettext_lazy("Códigos de nivel separados por comas"), "B0,F0"),
        Column("LATITUD", gettext_lazy("Grados, con punto"), "39.849075"),
        Column("LONGITUD", gettext_lazy("Grados, con punto"), "70.010486"),
        Column("ACTIVA", gettext_lazy("Sí o No; en blanco es sí"), "Sí"),
    ),
    save=save_school,
)


LONGEST_TAB = 31  # what Excel takes as the name of a sheet


def template_workbook(sheet: Sheet) -> bytes:
    """A blank sheet with the header and, below it in grey, what each column wants."""
    import xlsxwriter  # slow to import

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page, guide = book.add_worksheet(str(sheet.title)[:LONGEST_TAB]), book.add_worksheet(_("Qué escribir"))
        for column, about in enumerate(sheet.columns):
            page.write_string(0, column, about.name, bold)
            for place, text in enumerate((about.name, str(about.meaning), about.example)):
                guide.write_string(column + 1, place, text, wrap)
        guide.write_row(0, 0, [_("Columna"), _("Qué es"), _("Ejemplo")], bold)
        page.set_column(0, len(sheet.columns) - 1, 16)
        guide.set_column(0, 2, 40)
        page.freeze_panes(1, 0)
    return out.getvalue()
