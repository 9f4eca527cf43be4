"""Number filters and tags; an unknown value prints «sin dato», never 0."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.ui.numbers import NBSP, percent_decimals, share, to_decimal, written

register = template.Library()


@register.filter
def number(value, decimals=None):
    return written(value, decimals) or _("sin dato")


@register.filter
def money(value):
    """Whole, or with both digits of its cents: «1 500», «1 500,50»."""
    amount = to_decimal(value)
    return _("sin dato") if amount is None else written(amount, 2 if amount % 1 else 0)


@register.filter
def signed(value, decimals=None):
    """With its sign: «+12», «−3», «0»."""
    return written(value, decimals, signed=True) or _("sin dato")


@register.filter(name="percent")
def percent_filter(value, decimals=None):
    """A percentage that is already one: 75 → «75 %», with the decimals of the UGEL where none are given."""
    text = written(value, percent_decimals() if decimals is None else decimals)
    return f"{text}{NBSP}%" if text else _("sin dato")


@register.simple_tag
def percent(numerator, denominator=None, decimals=None):
    """{% percent 21 28 %} or {% percent result %}, where a result has numerator and denominator."""
    top, bottom = _parts(numerator, denominator)
    decimals = percent_decimals() if decimals is None else decimals
    return percent_filter(share(top, bottom, decimals), decimals)


@register.simple_tag
def fraction(numerator, denominator=None, unit=""):
    """«21 de 28 escuelas», from two counts or from a result."""
    if isinstance(denominator, str | Promise):
        denominator, unit = None, denominator
    top, bottom = _parts(numerator, denominator)
    if top is None or bottom is None:
        return _("sin dato")
    text = _("%(top)s de %(bottom)s") % {"top": written(top), "bottom": written(bottom)}
    return f"{text} {unit}".strip()


def _parts(numerator, denominator):
    """Accept two counts, an object or a stored dict with both."""
    if denominator is not None or numerator is None or isinstance(numerator, int):
        return numerator, denominator
    if isinstance(numerator, dict):
        return numerator.get("numerator"), numerator.get("denominator")
    return numerator.numerator, numerator.denominator
