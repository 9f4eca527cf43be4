"""Bars from zero, the stacked bar of states, and the ladder of n out of N."""

from django.utils.translation import gettext as _

from core.ui.charts import svg
from core.ui.numbers import NBSP, written
from core.ui.tones import Tone

BAR_HEIGHT = 12
ROW_GAP = 16


def bars(rows, *, unit="", maximum=None):
    """Horizontal bars: the words and the number above each bar, zero at the left edge."""
    largest = max((row.value for row in rows if row.value is not None), default=0)
    top = float(maximum or largest or 1)
    parts, spoken, y = [], [], 14
    for row in rows:
        said = row.text or _value(row.value, unit)
        label, lines = svg.wrapped(row.label, y=y, width=svg.room_beside(said))
        parts.append(label)
        parts.append(svg.text(said, x="100%", y=y, anchor="end", bold=row.value is not None, ink=_ink(row.value)))
        y += svg.LINE_HEIGHT * (lines - 1) + 8
        parts.append(_bar(row.value, top, y))
        y += BAR_HEIGHT + ROW_GAP + 14
        spoken.append(f"{row.label}: {said}")
    return svg.drawing(*parts, height=y - ROW_GAP - 12, alt="; ".join(spoken))


def _value(value, unit):
    if value is None:
        return _("sin dato")
    return f"{written(value)}{NBSP}{unit}".strip()


def _ink(value):
    return svg.MUTED if value is None else svg.INK


def _bar(value, top, y):
    if value is None:
        middle = y + BAR_HEIGHT / 2
        return svg.line("0", middle, "100%", middle, stroke_dasharray="2 5", ink=svg.EDGE, class_="x-edge")
    track = svg.rect("0", y, "100%", BAR_HEIGHT, rx=2, fill=svg.LINE, class_="x-track")
    share = min(max(float(value) / top, 0), 1)
    return track + svg.rect("0", y, svg.percent(share), BAR_HEIGHT, rx=2, fill=svg.BAR, class_="x-bar")


def states(segments):
    """One bar of all counted things, split by state; each part differs in lightness or hatching, not only hue."""
    total = sum(segment.count for segment in segments)
    parts, left = [svg.element("defs", svg.hatch(Tone.RISK))], 0
    for segment in segments:
        if not segment.count:
            continue
        share = segment.count / total
        parts.append(_segment(segment, left, share))
        left += share
    said = "; ".join(f"{segment.label}: {segment.count}" for segment in segments)
    alt = _("%(total)s en total: %(parts)s") % {"total": total, "parts": said}
    return svg.drawing(*parts, height=36, alt=alt)


def _segment(segment, left, share):
    tone = Tone(segment.tone)
    place = {"x": svg.percent(left), "y": 1, "width": svg.percent(share), "height": 34}
    if tone in svg.FILL:
        fill = f"url(#hatch-{tone})" if tone == Tone.RISK else svg.FILL[tone]
        class_ = "x-halo" if tone == Tone.RISK else f"f-{tone} x-halo"
        area = svg.rect(**place, fill=fill, stroke=svg.PAPER, stroke_width=2, class_=class_)
    else:
        area = svg.rect(**place, fill="none", stroke=svg.EDGE, stroke_dasharray="3 3", class_="x-edge")
    if share < 0.07:
        return area
    middle = svg.percent(left + share / 2)
    plate = ""
    if tone == Tone.RISK:
        wide = 10 * len(str(segment.count)) + 8
        box = svg.rect(-wide / 2, 7, wide, 22, rx=3, fill=svg.PAPER, class_="x-paper")
        plate = svg.element("svg", box, x=middle, overflow="visible")
    ink, class_ = (svg.FILL_INK[tone], f"o-{tone}") if tone in svg.FILL_INK else (svg.INK, "x-text")
    return area + plate + svg.text(segment.count, x=middle, y=23, anchor="middle", bold=True, ink=ink, class_=class_)


def ladder(steps, *, total):
    """Steps that each keep a part of the one before: what was lost on the way is hatched and said."""
    parts, spoken, y, before = [], [], 14, total
    for step in steps:
        lost = before - step.count
        said = _("%(count)s de %(total)s") % {"count": step.count, "total": total}
        label, lines = svg.wrapped(step.label, y=y, width=svg.room_beside(said))
        parts.append(label)
        parts.append(svg.text(said, x="100%", y=y, anchor="end", bold=True))
        y += svg.LINE_HEIGHT * (lines - 1) + 8
        parts.append(svg.rect("0", y, "100%", BAR_HEIGHT, rx=2, fill=svg.LINE, class_="x-track"))
        if total and lost > 0:
            place = {"x": svg.percent(step.count / total), "width": svg.percent(lost / total)}
            parts.append(svg.rect(y=y, height=BAR_HEIGHT, fill="url(#lost)", **place))
        if total:
            share = svg.percent(step.count / total)
            parts.append(svg.rect("0", y, share, BAR_HEIGHT, rx=2, fill=svg.BAR, class_="x-bar"))
        y += BAR_HEIGHT + ROW_GAP + 14
        spoken.append(f"{step.label}: {said}" + (f" ({_('%(lost)s menos') % {'lost': lost}})" if lost > 0 else ""))
        before = step.count
    return svg.drawing(_lost_pattern(), *parts, height=y - ROW_GAP - 12, alt="; ".join(spoken))


def _lost_pattern():
    stroke = svg.element("path", d="M0 5 5 0", stroke=svg.MUTED, stroke_width=1.2, class_="s-none")
    pattern = svg.element("pattern", stroke, id="lost", width=5, height=5, patternUnits="userSpaceOnUse")
    return svg.element("defs", pattern)


def track(numerator, denominator):
    share = min(max(numerator / denominator, 0), 1)
    whole = svg.rect("0", 0, "100%", 6, rx=3, fill=svg.LINE, class_="x-track")
    part = svg.rect("0", 0, svg.percent(share), 6, rx=3, fill=svg.BAR, class_="x-bar")
    return svg.element("svg", whole, part, width="100%", height=6, class_="track", aria_hidden="true")
