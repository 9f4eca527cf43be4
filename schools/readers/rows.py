"""One row of the padrón: codes checked and padded, values in this product's words, or the reason why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
        self._rules = rules(with_contacts=with_contacts)

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
        remarks: list[Remark] = []
        told = {
            field: rule.understand(*[raw[at] for at in rule.positions], remarks) for field, rule in self._rules.items()
        }
        lat, lon = told.pop("point")
        if not keeps_check_digit(told["codigo_modular"], told["level"], told["form"]):
            remarks.append(Remark.LUHN)
        return PadronRow(**EMPTY_CONTACT | told, number=number, lat=lat, lon=lon, remarks=tuple(remarks))


@dataclass(frozen=True)
class Rule:
    """How the cells at some positions of columns.READ are understood: `understand(*cells, remarks)`.

    It adds to `remarks` what the row is taken with, and raises Unusable for what it cannot be taken with.
    """

    positions: tuple[int, ...]
    understand: Callable


def rules(*, with_contacts: bool) -> dict[str, Rule]:
    """What is read of a row, by field of PadronRow (`point` for its lat and lon).

    In the order in which a row is questioned: the first rule that cannot take it gives the reason.
    """
    wanted = RULES | CONTACT_RULES if with_contacts else RULES
    return {
        field: Rule(tuple(READ.index(name) for name in names), understand)
        for field, (*names, understand) in wanted.items()
    }


def keeps_check_digit(codigo_modular: str, level: str, form: str | None) -> bool:
    """Whether a service of the kind that has a check digit keeps it; undocumented, so it only ever warns."""
    return level == "A5" or form == "non_school" or luhn(codigo_modular)


def _code(width, reason, *, optional=False):
    return lambda value, _remarks: code(value, width, reason, optional=optional)


def _text(length):
    def understand(value, _remarks):
        if not value:
            return None
        value = clean(value)
        return value[:length] if value and REPLACEMENT not in value else None

    return understand


def _plain(value, _remarks):
    return clean(value)[:120]


def _by(domain):
    """The first cell that the domain knows."""

    def understand(*cells):
        return next(filter(None, map(domain, cells[:-1])), None)

    return understand


def _codlocal(value, _remarks):
    return code(value.replace(".", "0"), 6, Reason.CODLOCAL, optional=True)


def _level(value, _remarks):
    value = value.strip().upper()
    if len(value) != 2 or not value.isalnum():
        raise Unusable(Reason.LEVEL, value)
    return value


def _state(value, _remarks):
    value = value.strip()
    if not value:
        raise Unusable(Reason.STATE)
    return value in domains.ACTIVE


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
    # In two halves, of which a country has few: the second keeps its place in front of three zeros.
    return (_digit_sum(digits[:-3] + "000") + _digit_sum(digits[-3:])) % 10 == 0


@lru_cache(maxsize=20_000)
def _digit_sum(digits):
    doubled = sum((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)[int(digit)] for digit in digits[-2::-2])
    return doubled + sum(map(int, digits[::-2]))


def _anexo(value, _remarks):
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


def _centre_code(value, _remarks):
    value = value.strip()
    return value if len(value) == 10 and value.isdecimal() else None


RULES = {
    "ugel_code": ("CODOOII", _code(6, Reason.UGEL)),
    "codigo_modular": ("COD_MOD", _code(7, Reason.CODIGO_MODULAR)),
    "anexo": ("ANEXO", _anexo),
    "codlocal": ("CODLOCAL", _codlocal),
    "codinst": ("CODINST", _code(8, Reason.CODINST, optional=True)),
    "district_code": ("CODGEO", _code(6, Reason.UBIGEO)),
    "level": ("NIV_MOD", _level),
    "is_active": ("ESTADO", _state),
    "name": ("CEN_EDU", _name),
    "point": ("NLAT_IE", "NLONG_IE", _point),
    "form": ("D_FORMA", _by(domains.FORMS)),
    "characteristic": ("COD_CAR", "D_COD_CAR", _by(domains.CHARACTERISTICS)),
    "gender": ("TIPSSEXO", _by(domains.GENDERS)),
    "shift": ("D_COD_TUR", "COD_TUR", _by(domains.SHIFTS)),
    "management": ("GESTION", _by(domains.MANAGEMENTS)),
    "dependency": ("GES_DEP", _text(4)),
    "programme": ("D_TIPOPROG", _text(60)),
    "area": ("AREA_CENSO", _by(domains.AREAS)),
    "address": ("DIR_CEN", _text(200)),
    "department": ("D_DPTO", _plain),
    "province": ("D_PROV", _plain),
    "district": ("D_DIST", _plain),
    "ugel_name": ("D_DREUGEL", _plain),
    "centre_code": ("CODCP_INEI", _centre_code),
    "centre": ("CEN_POB", _text(120)),
    "boys": ("TALUM_HOM", _count),
    "girls": ("TALUM_MUJ", _count),
    "pupils": ("TALUMNO", _count),
    "teachers": ("TDOCENTE", _count),
    "sections": ("TSECCION", _count),
    "is_imputed": ("D_FTE_DATO", lambda value, _remarks: value[:1].upper() == "I"),
    "cut_date": ("FECHA_ACT", lambda value, _remarks: read_date(value.strip())),
}
CONTACT_RULES = {
    "director": ("DIRECTOR", _text(200)),
    "phone": ("TELEFONO", _text(200)),
    "email": ("EMAIL", _text(200)),
    "promoter": ("PROMOTOR", _text(200)),
}
EMPTY_CONTACT = dict.fromkeys(CONTACT_RULES)
