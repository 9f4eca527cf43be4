"""Official territories and outlines, the same for every UGEL, loaded from the state's own files."""

import json

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from schools.enums import TerritoryKind
from schools.models import Territory, TerritoryShape
from schools.readers.geojson import BrokenGeojson, read_shapes
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
