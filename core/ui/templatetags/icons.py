"""{% icon "drop" %}: an icon of core/ui/icons.txt as inline SVG."""

import json
from functools import cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


class UnknownIcon(LookupError):
    """The name is not in core/ui/icons.txt."""


@cache
def drawings():
    path = settings.BASE_DIR / "var" / "assets" / "icons.json"
    try:
        return json.loads(path.read_text())["icons"]
    except FileNotFoundError:
        raise UnknownIcon("The icons are not built. Run `make assets`.") from None


@cache
def draw(name):
    try:
        inside = drawings()[name]
    except KeyError:
        raise UnknownIcon(f"Add {name!r} to core/ui/icons.txt and run `make assets LOCK=1`.") from None
    return format_html(
        '<svg class="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        mark_safe(inside),
    )


@register.simple_tag
def icon(name):
    """Decoration: hidden from screen readers, so a word must stand beside it."""
    return draw(name)
