"""District outlines of a GeoJSON file, simplified to what a page needs."""

import math
from dataclasses import dataclass
from typing import Any

CODE_KEYS = ("IDDIST", "UBIGEO", "CODIGO", "ubigeo", "inei", "code")
NAME_KEYS = ("NOMBDIST", "DISTRITO", "NOMBRE", "name")
TOLERANCE = 0.002  # degrees: about 200 m, less than a pixel on the page's map
DECIMALS = 4


class BrokenGeojson(ValueError):
    """Not a collection of polygons with numbers for coordinates."""


@dataclass(frozen=True)
class Shape:
    code: str
    name: str
    rings: list[list[list[float]]]


def read_shapes(data: Any) -> list[Shape]:
    """Outer rings by ubigeo; features without a code of 6 to 14 digits are passed over. Raises BrokenGeojson."""
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise BrokenGeojson("no features")
    shapes = []
    for feature in data["features"]:
        try:
            properties, geometry = feature["properties"] or {}, feature["geometry"]
            code = str(next((properties[key] for key in CODE_KEYS if properties.get(key)), ""))
            name = str(next((properties[key] for key in NAME_KEYS if properties.get(key)), code))
            if 6 <= len(code) <= 14 and code.isdecimal() and geometry:
                shapes.append(Shape(code, name[:120], [simplified(ring) for ring in _outer_rings(geometry)]))
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise BrokenGeojson("a feature has no polygon") from error
    return [shape for shape in shapes if shape.rings]


def _outer_rings(geometry):
    polygons = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}.get(geometry["type"], lambda c: [])
    for polygon in polygons(geometry["coordinates"]):
        ring = [(float(x), float(y)) for x, y, *_ in polygon[0]]
        if len(ring) >= 4 and all(math.isfinite(x) and math.isfinite(y) for x, y in ring):
            yield ring


def simplified(ring, tolerance=TOLERANCE):
    """Douglas-Peucker on a closed ring, cut at the point farthest from its start; never fewer than four points."""
    start = ring[0]
    far = max(range(len(ring)), key=lambda i: math.dist(start, ring[i]))
    kept = _thinned(ring[: far + 1], tolerance)[:-1] + _thinned(ring[far:], tolerance)
    if len(kept) < 4:
        kept = ring
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in kept]


def _thinned(line, tolerance):
    keep, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: _distance(line[i], line[first], line[last]))
        if _distance(line[far], line[first], line[last]) > tolerance:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def _distance(point, start, end):
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    return abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length
