"""The seven tones a state can have: always a shape, a word and a colour together.

An enum of states has a property `tone` that returns one of these values as plain text, so that an app below
`core.ui` needs no import; `label` is the word.
"""

from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import mark_safe


class Tone(StrEnum):
    DONE = "done"  # filled circle with a tick: verified, conforme
    PROGRESS = "progress"  # half circle: begun, waiting for somebody, en proceso
    RISK = "risk"  # triangle: needs somebody, en riesgo
    BROKEN = "broken"  # octagon: overdue, broken, failed
    OPEN = "open"  # ring: planned, draft, not begun
    OFF = "off"  # struck ring: cancelled, superseded, does not apply
    NONE = "none"  # dash: no data


# Drawn on 16 × 16; "cut" is what shows the ground through the shape.
SHAPES = {
    Tone.DONE: '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
    '<path class="cut" d="m4.6 8.3 2.3 2.3 4.5-5" fill="none" stroke="#fff" stroke-width="1.9"/>',
    Tone.PROGRESS: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 1.5a6.5 6.5 0 0 0 0 13z" fill="currentColor"/>',
    Tone.RISK: '<path d="M8 1 15.6 14.5H.4z" fill="currentColor"/>'
    '<path class="cut" d="M8 5.6v4.2M8 11.2v1.6" fill="none" stroke="#fff" stroke-width="1.8"/>',
    Tone.BROKEN: '<path d="M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9L.5 11.1V4.9z" fill="currentColor"/>'
    '<path class="cut" d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" fill="none" stroke="#fff" stroke-width="1.9"/>',
    Tone.OPEN: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    Tone.OFF: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="m3.5 12.5 9-9" fill="none" stroke="currentColor" stroke-width="2"/>',
    Tone.NONE: '<path d="M3 8h10" fill="none" stroke="currentColor" stroke-width="2.4"/>',
}
# What prints: a PDF knows no custom properties. The same values as in static/css/app.css (a test compares).
INK = {
    Tone.DONE: "#23683F",
    Tone.PROGRESS: "#785300",
    Tone.RISK: "#A8431A",
    Tone.BROKEN: "#8F1D2C",
    Tone.OPEN: "#084F50",
    Tone.OFF: "#546165",
    Tone.NONE: "#546165",
}


def glyph(tone) -> str:
    """The shape of a tone as inline SVG, hidden from screen readers: the word stands beside it."""
    return GLYPHS[Tone(tone or Tone.NONE)]


def _draw(tone):
    return format_html(
        '<svg class="glyph" width="16" height="16" viewBox="0 0 16 16" color="{}" aria-hidden="true">{}</svg>',
        INK[tone],
        mark_safe(SHAPES[tone]),
    )


GLYPHS = {tone: _draw(tone) for tone in Tone}
