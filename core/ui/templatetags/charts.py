"""Chart tags: {% bar_chart rows title=… %} and its siblings give a <figure> for page and PDF."""

from dataclasses import asdict

from django import template
from django.utils.safestring import mark_safe

from core.ui.charts import bars, dots, lines, maps, rows
from core.ui.numbers import NBSP
from core.ui.tones import Tone

register = template.Library()


def figure(drawing, *, title, source="", **more):
    return {"drawing": mark_safe(drawing), "title": title, "source": source, **more}


@register.inclusion_tag("ui/charts/figure.html")
def bar_chart(data, title="", unit="", maximum=None, source=""):
    """Rows: label, value (None = sin dato), text (what to write instead of the value)."""
    return figure(bars.bars(rows.read(rows.Bar, data), unit=unit, maximum=maximum), title=title, source=source)


@register.inclusion_tag("ui/charts/figure.html")
def state_bar(data, title="", source=""):
    """Rows: tone, label, count. One bar split by state, its words and counts below."""
    segments = rows.read(rows.Segment, data)
    return figure(bars.states(segments), title=title, source=source, keys=segments)


@register.inclusion_tag("ui/charts/figure.html")
def before_after(data, title="", maximum=100, marks=(), source=""):
    """Rows: label, before, after. Marks: (value, word) thresholds through all rows."""
    drawn = dots.before_after(rows.read(rows.Pair, data), maximum=maximum, marks=marks)
    return figure(drawn, title=title, source=source)


@register.inclusion_tag("ui/charts/figure.html")
def line_chart(data, title="", unit="", maximum=None, source="", *, limit=None):
    """Rows: label, value; a missing value leaves a gap; `limit` is drawn across."""
    drawn = lines.line(rows.read(rows.Dot, data), unit=unit, maximum=maximum, limit=limit)
    return figure(drawn, title=title, source=source)


@register.inclusion_tag("ui/charts/multiples.html")
def small_multiples(data, title="", unit="", source=""):
    """Rows: (name, rows of a line); one scale for all of them."""
    named = [(name, rows.read(rows.Dot, dots_)) for name, dots_ in data]
    values = [dot.value for _, dots_ in named for dot in dots_ if dot.value is not None]
    top = lines.nice_top(max(values, default=0))
    drawings = [(name, mark_safe(lines.small(dots_, maximum=top, unit=unit))) for name, dots_ in named]
    return {"drawings": drawings, "title": title, "source": source, "top": top, "unit": f"{NBSP}{unit}" if unit else ""}


@register.inclusion_tag("ui/charts/figure.html")
def ladder(data, total, title="", source=""):
    """Rows: label, count; each step keeps a part of the one before, out of `total`."""
    return figure(bars.ladder(rows.read(rows.Step, data), total=total), title=title, source=source)


@register.inclusion_tag("ui/charts/map.html")
def district_map(districts, points, title="", source=""):
    """Districts: GeoJSON or rows (name, rings). Points: label, lon, lat, tone, state, url."""
    places = rows.read(rows.Place, points)
    drawn = maps.district_map(maps.districts_from(districts), places)
    keys = {}
    for place in places:
        keys[(place.tone or Tone.NONE, place.state)] = keys.get((place.tone or Tone.NONE, place.state), 0) + 1
    segments = [rows.Segment(tone, label, count) for (tone, label), count in keys.items() if label]
    return {
        "map": drawn,
        "drawing": mark_safe(drawn.svg) if drawn else "",
        "title": title,
        "source": source,
        "keys": segments,
    }


@register.simple_tag
def share_track(numerator, denominator):
    """The thin line under a big number: how much of the whole it is."""
    return mark_safe(bars.track(numerator, denominator))


@register.inclusion_tag("ui/_map_data.html")
def map_data(districts, points, tiles, map_id):
    """What static/js/map.js reads: rings, points and, where the office has them, addresses of tiles."""
    shapes = [asdict(district) for district in maps.districts_from(districts or [])]
    places = [_plain(asdict(place)) for place in rows.read(rows.Place, points)]
    data = {"districts": shapes, "points": places, "tiles": tiles or []}
    return {"data": data, "name": f"{map_id}-data", "tones": list(Tone)}


def _plain(place):
    lon, lat = ((None if place[key] is None else float(place[key])) for key in ("lon", "lat"))
    return {**place, "lon": lon, "lat": lat, "tone": str(place["tone"] or Tone.NONE)}
