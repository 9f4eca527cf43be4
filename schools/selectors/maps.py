"""Schools and outlines as the map draws them."""

from collections.abc import Callable

from django.db.models import QuerySet

from core.strategies.registry import collect
from schools.models import School, TerritoryShape


def outlines_of(schools: QuerySet[School]) -> list[dict]:
    """The shapes of the districts these schools lie in."""
    codes = schools.order_by().values("district")
    shapes = TerritoryShape.objects.select_related("territory").filter(territory__in=codes)
    return [
        {"name": shape.territory.name.title(), "code": shape.territory.code, "rings": shape.rings} for shape in shapes
    ]


def points_of(schools: QuerySet[School], layer: Callable | None = None) -> list[dict]:
    """One point per school, those without coordinates too: the list beside the map shows them all."""
    readings = layer(schools) if layer else {}
    return [_point(school, readings.get(school.pk)) for school in schools]


def _point(school, reading):
    state = reading or school.status
    return {
        "label": school.name,
        "lon": school.lon,
        "lat": school.lat,
        "tone": state.tone,
        "state": str(state.label),
        "url": school.get_absolute_url(),
    }


def map_layers() -> dict:
    """Readings of the map that the strategies offer, by key."""
    return {layer.key: layer for layer in collect("map_layers")}
