"""{{ text|prose }}: paragraphs and lists out of plain text, nothing else."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core.documents.prose import blocks_of

register = template.Library()


@register.filter
def prose(text):
    return mark_safe("".join(_html(block) for block in blocks_of(text)))


def _html(block):
    if block.is_list:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in block.lines)))
    return format_html("<p>{}</p>", block.lines[0])
