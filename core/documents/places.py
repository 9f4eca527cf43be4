"""Names in braces inside a text that people write: filled by plain replacement, never by a template engine."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

PLACE = re.compile(r"\{([a-z_]{1,40})\}")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")
# Every letter knows these.
COMMON_PLACES = {
    "destinatario": _("nombre del destinatario"),
    "cargo": _("cargo del destinatario"),
    "entidad": _("entidad del destinatario"),
    "ugel": _("nombre de la UGEL"),
    "region": _("nombre de la DRE"),
}


def places_in(*texts: str) -> list[str]:
    """The names that stand in braces, in order, once each."""
    return list(dict.fromkeys(name for text in texts for name in PLACE.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known in its place; the unknown stays in braces, and a value is never read again."""
    return PLACE.sub(lambda match: values.get(match[1]) or match[0], text)


def not_places(text: str, known: Iterable[str]) -> list[str]:
    """What stands in braces and is none of the known names, as it was written."""
    allowed = {f"{{{name}}}" for name in known}
    return list(dict.fromkeys(found for found in BRACES.findall(text) if found not in allowed))
