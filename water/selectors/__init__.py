from water.selectors.days import days_between, untold
from water.selectors.history import history_of
from water.selectors.standing import Standing, dry_today, ending_soon, settled, standings, unfit_now, untold_today
from water.selectors.supply import deliveries_of, next_promised, supply_of, tankers
from water.selectors.weeks import week_lines

__all__ = [
    "Standing",
    "days_between",
    "deliveries_of",
    "dry_today",
    "ending_soon",
    "history_of",
    "next_promised",
    "settled",
    "standings",
    "supply_of",
    "tankers",
    "unfit_now",
    "untold",
    "untold_today",
    "week_lines",
]
