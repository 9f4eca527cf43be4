import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, *, title: str = "") -> SafeString:
    """A QR as inline SVG without a size of its own: the page's CSS gives it one."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        out, kind="svg", xmldecl=False, omitsize=True, border=2, title=title or None, svgclass="qr", lineclass=None
    )
    return mark_safe(out.getvalue().decode())
