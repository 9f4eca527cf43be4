"""Text as registers write it, made comparable."""

import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]")
REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """Text without NUL and control characters, trimmed, runs of blanks collapsed."""
    if not text:
        return ""
    if not text.isprintable():
        text = _CONTROLS.sub(" ", text)
    text = text.strip()
    return " ".join(text.split()) if "  " in text else text


def searchable(text: str) -> str:
    """Lower case without accents, so that «BOROGUEÑA» is found by «boroguena»."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
