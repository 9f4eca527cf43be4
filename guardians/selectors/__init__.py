from guardians.selectors.guardians import (
    acceptable_people,
    guardians_of_school,
    not_accepted,
    schools_of,
    schools_without,
    watchers_of,
    with_list_columns,
)
from guardians.selectors.samples import deliveries_to_draw, redrawn
from guardians.selectors.visits import deliveries_to_see, late_visits, my_visits, visits_of_school

__all__ = [
    "acceptable_people",
    "deliveries_to_draw",
    "deliveries_to_see",
    "guardians_of_school",
    "late_visits",
    "my_visits",
    "not_accepted",
    "redrawn",
    "schools_of",
    "schools_without",
    "visits_of_school",
    "watchers_of",
    "with_list_columns",
]
