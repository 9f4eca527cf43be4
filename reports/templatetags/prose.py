"""{{ text|prose }}: paragraphs and lists out of plain text, nothing else."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def prose(text):
    blocks, items = [], []
    for line in [*(line.strip() for line in str(text).splitlines()), ""]:
        if line.startswith("- "):
            items.append(line.removeprefix("- "))
            continue
        if items:
            blocks.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items))))
            items = []
        if line:
            blocks.append(format_html("<p>{}</p>", line))
    return mark_safe("".join(blocks))
