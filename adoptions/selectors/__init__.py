from adoptions.selectors.adoptions import (
    Next,
    Unit,
    lapsing_soon,
    of_partner,
    of_school,
    ran_out_today,
    remind_days,
    units_of,
    what_next,
    with_list_columns,
)
from adoptions.selectors.figures import neediest, neediest_adopted, verified_days
from adoptions.selectors.neediest import Ranked, current_list, list_of, ranking, wanted_of
from adoptions.selectors.pool import free_of_list, pool, pool_counts, school_states

__all__ = [
    "Next",
    "Ranked",
    "Unit",
    "current_list",
    "free_of_list",
    "lapsing_soon",
    "list_of",
    "neediest",
    "neediest_adopted",
    "of_partner",
    "of_school",
    "pool",
    "pool_counts",
    "ran_out_today",
    "ranking",
    "remind_days",
    "school_states",
    "units_of",
    "verified_days",
    "wanted_of",
    "what_next",
    "with_list_columns",
]
