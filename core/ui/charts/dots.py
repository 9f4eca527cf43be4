"""Before and after: two dots per row on one scale."""

from django.utils.translation import gettext as _

from core.ui.charts import svg
from core.ui.numbers import written

ROW = 54
INSET = 0.015  # room for a dot at either end


def before_after(rows, *, maximum=100, marks=()):
    """A hollow dot before, a filled one after; `marks` are thresholds drawn through all rows."""
    parts, spoken, y = [], [], 14
    top = 20 if marks else 0
    body = []
    for row in rows:
        said = _said(row)
        label, lines = svg.wrapped(row.label, y=y + top, width=svg.room_beside(said))
        body.append(label + svg.text(said, x="100%", y=y + top, anchor="end", bold=row.after is not None))
        y += svg.LINE_HEIGHT * (lines - 1)
        body.append(_dumbbell(row, y + top + 18, maximum, marks))
        y += ROW
        spoken.append(f"{row.label}: {said if None in (row.before, row.after) else _('de %s') % said}")
    height = y + top - ROW + 30
    for value, word in marks:
        x = svg.percent(_place(value, maximum))
        parts.append(svg.text(word, x=x, y=12, anchor="middle", size=12, ink=svg.MUTED, class_="x-muted"))
    return svg.drawing(*parts, *body, height=height, alt="; ".join(spoken))


def _place(value, maximum):
    share = min(max(float(value) / float(maximum), 0), 1)
    return INSET + share * (1 - 2 * INSET)


def _said(row):
    if row.before is None and row.after is None:
        return _("sin dato")
    if row.after is None:
        return _("%(before)s, sin segunda vez") % {"before": written(row.before)}
    if row.before is None:
        return _("%(after)s, sin primera vez") % {"after": written(row.after)}
    change = written(row.after - row.before, signed=True)
    # Short: «Acondicionamiento» has to stand beside it on a phone.
    return _("%(before)s a %(after)s (%(change)s)") % {
        "before": written(row.before),
        "after": written(row.after),
        "change": change if row.after != row.before else _("igual"),
    }


def _dumbbell(row, y, maximum, marks):
    parts = [svg.line("0", y, "100%", y, width=2)]
    for value, _word in marks:
        x = svg.percent(_place(value, maximum))
        parts.append(svg.line(x, y - 6, x, y + 6, width=1.5, ink=svg.EDGE, class_="x-edge"))
    before, after = (
        None if value is None else svg.percent(_place(value, maximum)) for value in (row.before, row.after)
    )
    worse = before is not None and after is not None and row.after < row.before
    if before is not None and after is not None:
        parts.append(_way(before, after, y, worse))
    if before is not None:
        ring = {"fill": svg.PAPER, "stroke": svg.MUTED, "stroke_width": 2.5, "class_": "x-before"}
        parts.append(svg.element("circle", cx=before, cy=y, r=6, **ring))
    if after is not None:
        ink, class_ = (svg.INK_OF_TONE["risk"], "x-risk") if worse else (svg.BAR, "x-bar")
        parts.append(svg.element("circle", cx=after, cy=y, r=8, fill=ink, class_=class_))
    return "".join(parts)


def _way(before, after, y, worse):
    """The way between the two dots; a broken line where it went down."""
    if worse:
        ink = {"ink": svg.INK_OF_TONE["risk"], "class_": "s-risk", "stroke_dasharray": "6 3"}
    else:
        ink = {"ink": svg.BAR, "class_": "x-stroke"}
    return svg.line(before, y, after, y, width=5, **ink)
