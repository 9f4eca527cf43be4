"""One row of the padrón: codes checked and padded, values in this product's words, or the reason why not."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from schools.readers import domains
from schools.readers.columns import READ
from schools.readers.cut_date import read_date
from schools.readers.reasons import Reason, Remark
from schools.readers.text import REPLACEMENT, clean

MAX_NAME = 200
# Peru's bounding box; a point outside it, at (0, 0) or on whole degrees is a placeholder or was truncated.
LATITUDE, LONGITUDE = (-18.4, -0.03), (-81.4, -68.6)


class PadronRow(NamedTuple):
    """A service as a cut describes it; None means that the file says nothing."""

    number: int
    ugel_code: str
    codigo_modular: str
    anexo: str
    codlocal: str
    codinst: str
    name: str | None
    level: str
    form: str | None
    characteristic: str | None
    gender: str | None
    shift: str | None
    management: str | None
    dependency: str | None
    programme: str | None
    area: str | None
    is_active: bool
    address: str | None
    district_code: str
    department: str
    province: str
    district: str
    ugel_name: str
    centre_code: str | None
    centre: str | None
    lat: float | None
    lon: float | None
    boys: int | None
    girls: int | None
    pupils: int | None
    teachers: int | None
    sections: int | None
    is_imputed: bool
    cut_date: date | None
    director: str | None
    phone: str | None
    email: str | None
    promoter: str | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Rejection:
    """A row that cannot be taken, with as much of its identity as was legible."""

    number: int
    reason: Reason
    codigo_modular: str = ""
    anexo: str = ""
    ugel_code: str = ""
    detail: str = ""


class Unusable(Exception):
    def __init__(self, reason: Reason, detail: str = ""):
        self.reason, self.detail = reason, detail


class RowParser:
    """Turns raw cells (columns.READ) into a PadronRow or a Rejection; personal data only when asked for."""

    def __init__(self, *, with_contacts: bool):
        self._with_contacts = with_contacts

    def __call__(self, number, raw) -> PadronRow | Rejection:
        if raw is None:
            return Rejection(number, Reason.CELLS)
        try:
            return self._parse(number, raw)
        except Unusable as error:
            return Rejection(
                number,
                error.reason,
                codigo_modular=clean(raw[0])[:14],
                anexo=clean(raw[1])[:2],
                ugel_code=_ugel_code(raw[READ.index("CODOOII")]),
                detail=clean(error.detail)[:80],
            )

    def _parse(self, number, raw):
        (
            cod_mod, anexo, codlocal, codinst, name, level, form, cod_car, d_cod_car, gender, management,
            dependency, address, centre_code, centre, area, codgeo, department, province, district, ugel,
            ugel_name, lat, lon, programme, cod_tur, d_cod_tur, state, source, boys, girls, pupils, teachers,
            sections, updated, director, phone, email, promoter,
        ) = raw  # fmt: skip
        ugel = code(ugel, 6, Reason.UGEL)
        cod_mod = code(cod_mod, 7, Reason.CODIGO_MODULAR)
        anexo = _anexo(anexo)
        codlocal = code(codlocal.replace(".", "0"), 6, Reason.CODLOCAL, optional=True)
        codinst = code(codinst, 8, Reason.CODINST, optional=True)
        codgeo = code(codgeo, 6, Reason.UBIGEO)
        level, state = level.strip().upper(), state.strip()
        if len(level) != 2 or not level.isalnum():
            raise Unusable(Reason.LEVEL, level)
        if not state:
            raise Unusable(Reason.STATE)
        remarks = []
        name = _name(name, remarks)
        point = _point(lat, lon, remarks)
        form = domains.FORMS(form)
        if not (level == "A5" or form == "non_school" or luhn(cod_mod)):
            remarks.append(Remark.LUHN)
        contacts = (director, phone, email, promoter) if self._with_contacts else ("", "", "", "")
        return PadronRow(
            number, ugel, cod_mod, anexo, codlocal, codinst, name, level, form,
            domains.CHARACTERISTICS(cod_car) or domains.CHARACTERISTICS(d_cod_car), domains.GENDERS(gender),
            domains.SHIFTS(d_cod_tur) or domains.SHIFTS(cod_tur), domains.MANAGEMENTS(management),
            _text(dependency, 4), _text(programme, 60), domains.AREAS(area), state in domains.ACTIVE,
            _text(address, 200), codgeo, clean(department)[:120], clean(province)[:120],
            clean(district)[:120], clean(ugel_name)[:120], _centre_code(centre_code), _text(centre, 120),
            *point,
            _count(boys, remarks), _count(girls, remarks), _count(pupils, remarks), _count(teachers, remarks),
            _count(sections, remarks), source[:1].upper() == "I", read_date(updated.strip()),
            *(_text(value, 200) for value in contacts), tuple(remarks),
        )  # fmt: skip


def code(value: str, width: int, reason: Reason, *, optional: bool = False) -> str:
    """Digits padded to their width; raises Unusable for anything longer or with other characters."""
    if len(value) != width or not value.isdecimal():
        value = value.strip().strip("\x00'\"").strip()
        if not value:
            if optional:
                return ""
            raise Unusable(reason)
        if value.endswith(".0"):
            value = value[:-2]  # a spreadsheet took the code for a number
        if len(value) > width or not (value.isascii() and value.isdecimal()):
            raise Unusable(reason, value)
        value = value.zfill(width)
    if not value.strip("0"):
        if optional:
            return ""
        raise Unusable(reason, value)
    return value


def luhn(digits: str) -> bool:
    """Check digit of school-based códigos modulares; undocumented, so it only ever warns."""
    doubled = sum((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)[int(digit)] for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[::-2]))) % 10 == 0


def _anexo(value):
    value = clean(value).removesuffix(".0").upper() or "0"
    if len(value) != 1 or not (value.isascii() and value.isalnum()):
        raise Unusable(Reason.ANEXO, value)
    return value


def _ugel_code(value):
    try:
        return code(value, 6, Reason.UGEL)
    except Unusable:
        return ""


def _name(value, remarks):
    value = clean(value)
    if REPLACEMENT in value:
        remarks.append(Remark.NAME_DAMAGED)
    elif not value:
        remarks.append(Remark.NAME_EMPTY)
    elif len(value) <= MAX_NAME:
        return value
    else:
        raise Unusable(Reason.NAME, value)
    return None


def _point(lat, lon, remarks):
    try:
        latitude, longitude = float(lat.replace(",", ".")), float(lon.replace(",", "."))
    except ValueError:
        if lat.strip() or lon.strip():
            remarks.append(Remark.COORDINATES)
        return None, None
    inside = LATITUDE[0] <= latitude <= LATITUDE[1] and LONGITUDE[0] <= longitude <= LONGITUDE[1]
    if inside and not (latitude.is_integer() and longitude.is_integer()):
        return round(latitude, 6), round(longitude, 6)
    if latitude or longitude:
        remarks.append(Remark.COORDINATES)
    return None, None


def _count(value, remarks):
    value = value.strip()
    if value.isdecimal() and len(value) < 6:
        return int(value)
    if value:
        try:
            number = float(value)
        except ValueError:
            number = -1
        if 0 <= number < 100_000 and number == int(number):
            return int(number)
        remarks.append(Remark.COUNT)
    return None


def _centre_code(value):
    value = value.strip()
    return value if len(value) == 10 and value.isdecimal() else None


def _text(value, length):
    if not value:
        return None
    value = clean(value)
    return value[:length] if value and REPLACEMENT not in value else None
