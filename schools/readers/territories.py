"""Official lists of territories: INEI ubigeo by department, province, district or populated centre; SOATE."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from schools.enums import TerritoryKind
from schools.readers.errors import PadronRefused
from schools.readers.text import clean

SOATE_KINDS = {
    "oblast": TerritoryKind.OBLAST,
    "rayon": TerritoryKind.RAYON,
    "ayil_aymak": TerritoryKind.AYIL_AYMAK,
    "village": TerritoryKind.VILLAGE,
    "town": TerritoryKind.VILLAGE,
}


class NotTerritories(PadronRefused):
    message = _(
        "El archivo no es una lista de territorios. Use el CSV de ubigeos (columnas inei, departamento, provincia, "
        "distrito), el de centros poblados (inei_ccpp, ccpp) o el de SOATE (soate, level, name_ky)."
    )


class TerritoryRow(NamedTuple):
    code: str
    kind: TerritoryKind
    name: str
    parent_code: str
    country: str
    lat: float | None = None
    lon: float | None = None


def read_territories(path: Path) -> Iterator[TerritoryRow]:
    """Every row with a usable code and name. Raises NotTerritories."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            row_of = _kind_of(set(reader.fieldnames or ()))
            for row in reader:
                if (territory := row_of(row)) and territory.name and territory.code.isdecimal():
                    yield territory
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotTerritories from error


def _kind_of(columns):
    if {"soate", "level", "parent_soate"} <= columns:
        return _soate
    if {"inei_ccpp", "ccpp"} <= columns:
        return _populated_centre
    if {"inei", "distrito"} <= columns:
        return lambda row: _ubigeo(row, 6, TerritoryKind.DISTRICT, "distrito")
    if {"inei", "provincia"} <= columns:
        return lambda row: _ubigeo(row, 4, TerritoryKind.PROVINCE, "provincia")
    if {"inei", "departamento"} <= columns:
        return lambda row: _ubigeo(row, 2, TerritoryKind.DEPARTMENT, "departamento")
    raise NotTerritories


def _ubigeo(row, width, kind, name):
    code = row["inei"].strip()
    # Lists print departments and provinces with the zeros of a district.
    return TerritoryRow(code[:width], kind, clean(row[name]), code[: width - 2], "PE", *_point(row))


def _populated_centre(row):
    code = row["inei_ccpp"].strip()
    return TerritoryRow(code, TerritoryKind.POPULATED_CENTRE, clean(row["ccpp"]), code[:6], "PE", *_point(row))


def _soate(row):
    kind = SOATE_KINDS.get(row["level"].strip())
    name = row.get("name_ky") or row.get("name_ru") or row.get("name_en") or ""
    return kind and TerritoryRow(row["soate"].strip(), kind, clean(name), row["parent_soate"].strip(), "KG")


def _point(row):
    try:
        return round(float(row["latitude"]), 6), round(float(row["longitude"]), 6)
    except (KeyError, TypeError, ValueError):
        return None, None
