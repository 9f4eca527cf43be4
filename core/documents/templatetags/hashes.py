from django import template
from django.utils.html import format_html_join

register = template.Library()


@register.filter
def breakable(digest):
    """A hash that may break over lines and is still copied in one piece."""
    return format_html_join("", "{}<wbr>", ((digest[i : i + 8],) for i in range(0, len(digest), 8)))
