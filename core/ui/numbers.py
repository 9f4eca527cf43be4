"""Numbers as the UGEL or the language writes them: «1 234,5» in Spanish and Kyrgyz, “1,234.5” in English."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import get_language

from core.tenancy.enums import NumberStyle
from core.tenancy.scope import current_ugel, has_scope

NBSP = "\u00a0"
MINUS = "−"
POINT_LANGUAGES = {"en"}


def to_decimal(value) -> Decimal | None:
    """None for nothing and for text that is no number: unknown is never zero."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def round_half_up(value: Decimal, decimals: int = 0) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def share(numerator, denominator, decimals: int = 0) -> Decimal | None:
    """Percent from counts, rounded half up; None when the denominator is zero or unknown."""
    top, bottom = to_decimal(numerator), to_decimal(denominator)
    if top is None or not bottom:
        return None
    return round_half_up(top * 100 / bottom, decimals)


def percent_decimals() -> int:
    """How many decimals the UGEL prints of an indicator's percentage; none where no UGEL is being read."""
    return current_ugel().percent_decimals if has_scope() else 0


def typed(value) -> str:
    """As a person types it into a field: 10 and 2.5, never 1E+1; an empty string for no number."""
    number = to_decimal(value)
    return "" if number is None else f"{number.normalize():f}"


def written(value, decimals: int | None = None, *, signed: bool = False) -> str:
    """At most two decimals unless `decimals` says how many; an empty string for no number."""
    number = to_decimal(value)
    if number is None:
        return ""
    number = round_half_up(number, 2 if decimals is None else decimals)
    if decimals is None:
        number = number.normalize()
    whole, _, fraction = f"{abs(number):f}".partition(".")
    groups, mark = (",", ".") if _is_by_point() else (NBSP, ",")
    text = f"{int(whole):,}".replace(",", groups) + (mark + fraction if fraction else "")
    sign = MINUS if number < 0 else "+" if signed and number > 0 else ""
    return sign + text


def _is_by_point() -> bool:
    style = current_ugel().number_style if has_scope() else NumberStyle.OF_LANGUAGE
    if style != NumberStyle.OF_LANGUAGE:
        return style == NumberStyle.POINT
    return (get_language() or "es")[:2] in POINT_LANGUAGES
