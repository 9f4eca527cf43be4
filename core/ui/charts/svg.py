"""The few SVG pieces all charts are made of."""

import textwrap
from xml.sax.saxutils import escape, quoteattr

from core.ui import tones
from core.ui.tones import SHAPES, Tone

INK, MUTED, LINE, EDGE, PAPER, BAR = "#1C2A2E", "#546165", "#DDD6CA", "#7F8684", "#FFFFFF", "#0B6E6E"
# Ground and ink of a state's area: they differ in lightness, so that grey print keeps them apart.
FILL = {Tone.DONE: "#23683F", Tone.PROGRESS: "#F2D58A", Tone.RISK: "#C4602F", Tone.BROKEN: "#8F1D2C"}
FILL_INK = {Tone.DONE: "#FFFFFF", Tone.PROGRESS: "#1C2A2E", Tone.BROKEN: "#FFFFFF"}
INK_OF_TONE = {tone: tones.INK[tone] for tone in FILL}
LINE_HEIGHT = 18


def element(name, *children, **attributes):
    """One element; class_ → class, stroke_width → stroke-width; children are finished SVG."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _plain(value):
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)


def percent(share):
    """A horizontal place or length: 0.5 → «50%»."""
    return f"{round(float(share) * 100, 3):g}%"


def text(content, *, x="0", y=0, anchor=None, size=14, bold=False, ink=INK, class_="x-text"):
    return element(
        "text",
        escape(str(content)),
        x=x,
        y=y,
        text_anchor=anchor,
        font_size=size,
        font_weight=600 if bold else None,
        fill=ink,
        class_=class_,
    )


def room_beside(words):
    """How many letters of a label fit before `words` on the narrowest drawing (290 px)."""
    return max(37 - len(words), 14)


def wrapped(content, *, y, width, **options):
    """Text broken by words into lines, the first at `y`; returns the SVG and the number of lines."""
    lines = textwrap.wrap(str(content), width, break_long_words=False) or [""]
    return "".join(text(line, y=y + LINE_HEIGHT * at, **options) for at, line in enumerate(lines)), len(lines)


def rect(x, y, width, height, **options):
    return element("rect", x=x, y=y, width=width, height=height, **options)


def line(x1, y1, x2, y2, *, width=1.0, ink=LINE, class_="x-line", **options):
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=ink, stroke_width=width, class_=class_, **options)


def shape(tone, *, x, y, size=16):
    """The glyph of a tone centred on (x, y), with a halo of paper so that it stands on lines and land."""
    ink = INK_OF_TONE.get(Tone(tone), MUTED)
    inside = element("circle", cx=8, cy=8, r=9.5, fill=PAPER, class_="x-paper") + SHAPES[Tone(tone)]
    scale = size / 16
    drawing = element("g", inside, transform=f"translate({-size / 2:g} {-size / 2:g}) scale({scale:g})")
    name = tone if Tone(tone) in INK_OF_TONE else "none"
    return element("svg", drawing, x=x, y=y, overflow="visible", color=ink, class_=f"t-{name}")


def drawing(*children, height, alt, view_box=None):
    """The outer SVG; `alt` becomes the name for screen readers and the alt text in a tagged PDF."""
    return element(
        "svg",
        element("title", escape(alt)),
        *children,
        role="img",
        width="100%",
        height=None if view_box else height,
        viewBox=view_box,
        font_family="Noto Sans, sans-serif",
    )


def hatch(tone):
    """A pattern that says in grey what its colour says on screen."""
    stroke = element("path", d="M0 6 6 0", stroke=PAPER, stroke_width=1.4, class_="x-halo")
    ground = element("rect", width=6, height=6, fill=FILL[tone], class_=f"f-{tone}")
    return element("pattern", ground, stroke, id=f"hatch-{tone}", width=6, height=6, patternUnits="userSpaceOnUse")
