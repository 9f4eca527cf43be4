"""A line over time and many small ones on the same scale; a gap stays a gap."""

from itertools import pairwise
from math import ceil, log10

from django.utils.translation import gettext as _

from core.ui.charts import svg
from core.ui.numbers import NBSP, written

LEFT, RIGHT = 0.04, 0.96
SCALE_ENDS = 46


def nice_top(largest):
    """The next 1, 2, 2.5 or 5 times a power of ten, so that the scale reads easily."""
    if largest <= 0:
        return 1.0
    power = 10 ** (ceil(log10(largest)) - 1)
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= largest)


def line(dots, *, unit="", maximum=None, height=200, limit=None):
    """Zero at the bottom; every value is written while there is room, else the first, the highest and the last.

    `limit` is a value the line is read against, drawn across and named.
    """
    highest = max((dot.value for dot in dots if dot.value is not None), default=0)
    top = float(maximum or nice_top(max(highest, float(limit or 0))))
    ground = height - 26
    parts = [_rule(0, ground, svg.EDGE, "x-edge"), _scale(top, unit)]
    parts += [_rule(share, ground) for share in (0.5, 1)]
    parts += _limit(limit, top, ground, unit)
    places = [(_across(at, len(dots)), _up(dot.value, top, ground)) for at, dot in enumerate(dots)]
    parts.append(_stroke(places))
    shown = _shown(dots)
    for at, (dot, (x, y)) in enumerate(zip(dots, places, strict=True)):
        if y is not None:
            parts.append(svg.element("circle", cx=svg.percent(x), cy=y, r=4.5, fill=svg.BAR, class_="x-bar"))
        if y is not None and at in shown:
            words, anchor = written(dot.value), _anchor(at, len(dots))
            parts.append(svg.text(words, x=svg.percent(x), y=_beside(at, y), anchor=anchor, bold=True))
    parts += _below(dots, height)
    said = "; ".join(f"{dot.label}: {_words(dot, unit)}" for dot in dots)
    if limit is not None:
        said += "; " + _limit_words(limit, unit)
    return svg.drawing(*parts, height=height, alt=said)


def small(dots, *, maximum, unit="", height=64):
    """One of the small multiples: the line, its last value at its end, no scale of its own."""
    ground = height - 8
    places = [(_across(at, len(dots)) * 0.78, _up(dot.value, maximum, ground)) for at, dot in enumerate(dots)]
    parts = [_rule(0, ground, svg.EDGE, "x-edge"), _stroke(places)]
    known = [(place, dot) for place, dot in zip(places, dots, strict=True) if dot.value is not None]
    if known:
        (x, y), dot = known[-1]
        parts.append(svg.element("circle", cx=svg.percent(x), cy=y, r=4, fill=svg.BAR, class_="x-bar"))
        parts.append(svg.text(written(dot.value), x="100%", y=max(y + 5, 14), anchor="end", bold=True))
    said = "; ".join(f"{dot.label}: {_words(dot, unit)}" for dot in dots)
    return svg.drawing(*parts, height=height, alt=said)


def _across(at, count):
    return (LEFT + RIGHT) / 2 if count < 2 else LEFT + (RIGHT - LEFT) * at / (count - 1)


def _up(value, top, ground):
    return None if value is None else ground - min(float(value) / top, 1) * (ground - 26)


def _beside(at, y):
    """Above the dot; the first one below it where the words of the scale stand."""
    return y + 20 if at == 0 and y < SCALE_ENDS else y - 10


def _rule(share, ground, ink=svg.LINE, class_="x-line"):
    y = ground - share * (ground - 26)
    return svg.line("0", y, "100%", y, ink=ink, class_=class_)


def _limit(limit, top, ground, unit):
    """A dashed rule, its words in the corner where no value stands; nothing without a limit."""
    if limit is None:
        return []
    y = _up(limit, top, ground)
    rule = svg.line("0", y, "100%", y, width=1.5, ink=svg.INK, class_="x-edge", stroke_dasharray="6 4")
    words = svg.text(_limit_words(limit, unit), x="100%", y=12, anchor="end", size=12, ink=svg.MUTED, class_="x-muted")
    return [rule, words]


def _limit_words(limit, unit):
    return _("límite %(value)s") % {"value": f"{written(limit)}{NBSP}{unit}".strip()}


def _scale(top, unit):
    words = f"{written(top)}{NBSP}{unit}".strip()
    return svg.text(words, x="0", y=20, size=12, ink=svg.MUTED, class_="x-muted")


def _stroke(places):
    return "".join(
        svg.line(
            svg.percent(x1), y1, svg.percent(x2), y2, width=2.5, ink=svg.BAR, class_="x-stroke", stroke_linecap="round"
        )
        for (x1, y1), (x2, y2) in pairwise(places)
        if y1 is not None and y2 is not None
    )


def _shown(dots):
    known = [at for at, dot in enumerate(dots) if dot.value is not None]
    if len(dots) <= 7 or not known:
        return set(known)
    return {known[0], known[-1], max(known, key=lambda at: dots[at].value)}


def _anchor(at, count):
    if at == 0 and count > 1:
        return "start"
    return "end" if at == count - 1 and count > 1 else "middle"


def _below(dots, height):
    count = len(dots)
    room = 6 if max((len(str(dot.label)) for dot in dots), default=0) > 4 else 12
    wanted = set(range(count)) if count <= room else {0, count // 2, count - 1}
    return [
        svg.text(
            dot.label,
            x=svg.percent(_across(at, count)),
            y=height - 6,
            anchor=_anchor(at, count),
            size=12,
            ink=svg.MUTED,
            class_="x-muted",
        )
        for at, dot in enumerate(dots)
        if at in wanted
    ]


def _words(dot, unit):
    return _("sin dato") if dot.value is None else f"{written(dot.value)}{NBSP}{unit}".strip()
