"""Districts and schools as one drawing: works without internet, without scripts and on paper."""

from dataclasses import dataclass
from math import hypot, inf

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.ui.charts import svg
from core.ui.charts.geometry import Frame, centroid, simplify, spread
from core.ui.charts.rows import District, read

WIDTH, TALLEST, INSET = 440, 560, 22
SIZES = ((60, 14), (150, 11), (inf, 8))  # up to so many points, each so large
STEPS = (0, -20, 20, -40, 40)
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class MapDrawing:
    svg: str
    without_place: int  # places that have no coordinates
    outside: int  # places so far away that they would shrink the districts


def districts_from(source):
    """Districts from a GeoJSON FeatureCollection, or from rows with name and rings."""
    if not isinstance(source, dict):
        return read(District, source)
    return [
        District(name=_name(feature), rings=tuple(rings))
        for feature in source["features"]
        for rings in _polygons(feature["geometry"])
    ]


def _name(feature):
    properties = feature.get("properties") or {}
    return properties.get("name") or properties.get("NOMBDIST", "").title()


def _polygons(geometry):
    if geometry["type"] == "MultiPolygon":
        return sorted(geometry["coordinates"], key=lambda rings: -len(rings[0]))
    return [geometry["coordinates"]]


def district_map(districts, places):
    """Draw districts and places; with no district the places alone make the frame."""
    known = [place for place in places if place.lon is not None and place.lat is not None]
    corners = [tuple(point[:2]) for district in districts for ring in district.rings for point in ring]
    corners = corners or [(float(place.lon), float(place.lat)) for place in known]
    if not corners:
        return None
    frame = Frame.around(corners, width=WIDTH, tallest=TALLEST, inset=INSET)
    inside = [place for place in known if frame.holds(float(place.lon), float(place.lat))]
    spots = [frame.place(float(place.lon), float(place.lat)) for place in inside]
    parts = [_land(district, frame) for district in districts]
    size = _size_of(inside)
    spots = spread(spots, closest=size + 2)
    parts += _names(districts, frame, spots)
    parts += [_point(place, spot, size) for place, spot in zip(inside, spots, strict=True)]
    parts.append(_scale_bar(frame))
    box = f"0 0 {WIDTH} {frame.height:.0f}"
    drawing = svg.drawing(*parts, height=None, alt=_alt(districts, inside), view_box=box)
    return MapDrawing(drawing, len(list(places)) - len(known), len(known) - len(inside))


def _land(district, frame):
    path = []
    for ring in district.rings:
        # A closed ring starts where it ends: simplified whole, its two ends would be one point.
        points = [frame.place(*point[:2]) for point in ring]
        half = len(points) // 2
        points = simplify(points[: half + 1], 0.4) + simplify(points[half:], 0.4)[1:]
        path.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    return svg.element(
        "path",
        d="".join(path),
        fill="#F3EEE4",
        stroke=svg.EDGE,
        stroke_width=1.2,
        stroke_linejoin="round",
        fill_rule="evenodd",
        class_="x-land",
    )


def _names(districts, frame, spots):
    parts, seen = [], set()
    for district in districts:
        if not district.rings or district.name in seen:
            continue
        seen.add(district.name)
        middle = centroid([frame.place(*point[:2]) for point in district.rings[0]])
        x, y = _quiet_spot(*middle, spots, half=4.4 * len(district.name))
        halo = {"stroke": "#F3EEE4", "stroke_width": 5, "stroke_linejoin": "round", "class_": "map-halo map-label"}
        place = {"x": f"{x:.0f}", "y": f"{y:.0f}", "text_anchor": "middle", "font_size": 15, "font_weight": 600}
        parts.append(svg.element("text", svg.escape(district.name), **place, **halo))
        parts.append(
            svg.element("text", svg.escape(district.name), **place, fill=svg.MUTED, class_="map-label x-muted")
        )
    return parts


def _quiet_spot(x, y, spots, half):
    """The place near the middle where a name `2 × half` wide covers the fewest points."""
    tries = sorted(((x + dx, y + dy) for dx in STEPS for dy in STEPS), key=lambda at: hypot(at[0] - x, at[1] - y))
    return min(tries, key=lambda at: sum(abs(at[0] - px) < half + 9 and abs(at[1] - 5 - py) < 16 for px, py in spots))


def _size_of(places):
    return next(size for most, size in SIZES if len(places) <= most)


def _point(place, spot, size):
    x, y = spot
    drawn = svg.shape(place.tone or "none", x=f"{x:.1f}", y=f"{y:.1f}", size=size)
    words = f"{place.label}: {place.state}" if place.state else place.label
    return svg.element("g", svg.element("title", svg.escape(words)), drawn)


def _scale_bar(frame):
    km = max((step for step in ROUND_KM if step * frame.km <= WIDTH / 4), default=ROUND_KM[0])
    y, x2 = frame.height - 8, 8 + km * frame.km
    rule = svg.line(8, y, round(x2, 1), y, width=2, ink=svg.MUTED, class_="s-none")
    return rule + svg.text(f"{km} km", x="8", y=y - 6, size=13, ink=svg.MUTED, class_="x-muted map-label")


def _alt(districts, places):
    names = ", ".join(dict.fromkeys(district.name for district in districts))
    counts = {}
    for place in places:
        counts[place.state] = counts.get(place.state, 0) + 1
    states = ", ".join(f"{state}: {count}" for state, count in counts.items() if state)
    words = ngettext("%(count)s punto", "%(count)s puntos", len(places)) % {"count": len(places)}
    return _("Mapa. %(names)s. %(points)s. %(states)s") % {"names": names, "points": words, "states": states}
