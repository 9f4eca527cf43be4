from attendance.selectors.weeks import (
    changes_of,
    lines_to_tell,
    monday_of,
    months_of,
    since,
    standings,
    told_weeks,
    trend_of,
)

__all__ = [
    "changes_of",
    "lines_to_tell",
    "monday_of",
    "months_of",
    "since",
    "standings",
    "told_weeks",
    "trend_of",
]
