"""Text as registers write it, made comparable."""

import re

from core.strategies.searching import searchable

__all__ = ["REPLACEMENT", "clean", "searchable"]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
REPLACEMENT = "\ufffd"


def plate_of(text: str) -> str:
    """The plate of a vehicle as it is stored and compared: capitals without blanks."""
    return clean(text).upper().replace(" ", "")[:12]


def clean(text: str) -> str:
    """Text without NUL and control characters, trimmed, runs of blanks collapsed."""
    if not text:
        return ""
    if not text.isprintable():
        text = _CONTROLS.sub(" ", text)
    text = text.strip()
    return " ".join(text.split()) if "  " in text else text
