from attendance.selectors.weeks import (
    asked_week,
    changes_of,
    days_of_week,
    is_untold,
    monday_of,
    months_of,
    since,
    standings,
    told_weeks,
    trend_of,
    version_of,
)

__all__ = [
    "asked_week",
    "changes_of",
    "days_of_week",
    "is_untold",
    "monday_of",
    "months_of",
    "since",
    "standings",
    "told_weeks",
    "trend_of",
    "version_of",
]
