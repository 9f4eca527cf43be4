"""How a school's dimensions moved from check to check."""

from decimal import ROUND_HALF_UP, Decimal

from safety.enums import Dimension


def history_of(checks) -> list[tuple[str, list[dict]]]:
    """For each dimension, its scores in the order of the visits; empty below two verified checks."""
    verified = sorted((check for check in checks if check.is_verified), key=lambda check: check.visited_date)
    if len(verified) < 2:
        return []
    return [
        (
            dimension.label,
            [{"label": f"{check.visited_date:%d/%m/%y}", "value": _score(check, dimension)} for check in verified],
        )
        for dimension in Dimension
    ]


def _score(check, dimension):
    found = next((score.score for score in check.scores.all() if score.dimension == dimension), None)
    return None if found is None else int(found.quantize(Decimal(1), ROUND_HALF_UP))
