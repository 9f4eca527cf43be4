"""Official territories and outlines, the same for every UGEL, loaded from the state's own files."""

import json
from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from schools.enums import TerritoryKind
from schools.models import Territory, TerritoryShape
from schools.readers.geojson import BrokenGeojson, read_shapes
from schools.readers.territories import TerritoryRow
from schools.readers.text import searchable


class NoShapes(DomainError):
    message = _("El archivo no contiene contornos de distritos con su ubigeo. Revise que sea el GeoJSON oficial.")


@transaction.atomic
def save_shapes(content: bytes, *, source: str) -> int:
    """Keep the outlines of a GeoJSON of districts by ubigeo; unknown districts are made with the file's name.

    Raises NoShapes.
    """
    try:
        shapes = read_shapes(json.loads(content))
    except (BrokenGeojson, ValueError, UnicodeDecodeError, RecursionError) as error:
        raise NoShapes from error
    if not shapes:
        raise NoShapes
    for shape in shapes:
        territory, _made = Territory.objects.get_or_create(
            code=shape.code,
            defaults={
                "kind": TerritoryKind.DISTRICT,
                "name": shape.name,
                "search_name": searchable(shape.name),
                "parent": Territory.objects.filter(code=shape.code[:4]).first(),
            },
        )
        TerritoryShape.objects.update_or_create(
            territory=territory, defaults={"rings": shape.rings, "source": source[:200]}
        )
    return len(shapes)


@transaction.atomic
def save_territories(rows: Iterable[TerritoryRow]) -> int:
    """Add or rename territories by code, parents before children; returns how many rows the list had."""
    wanted = sorted({row.code: row for row in rows}.values(), key=_depth)
    for _depth_of_batch, siblings in groupby(wanted, key=_depth):
        batch = list(siblings)
        parents = dict(Territory.objects.filter(code__in={row.parent_code for row in batch}).values_list("code", "id"))
        Territory.objects.bulk_create(
            [_territory(row, parents.get(row.parent_code)) for row in batch],
            batch_size=1000,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["kind", "parent", "name", "search_name", "country", "lat", "lon"],
        )
    return len(wanted)


def _depth(row):
    return list(TerritoryKind).index(row.kind)


def _territory(row, parent_id):
    return Territory(
        code=row.code,
        kind=row.kind,
        parent_id=parent_id,
        name=row.name[:120],
        search_name=searchable(row.name[:120]),
        country=row.country,
        lat=row.lat,
        lon=row.lon,
    )
