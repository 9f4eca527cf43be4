from alliances.selectors.alliances import (
    REMIND,
    expired_open,
    expiring_soon,
    in_force_at,
    of_partner,
    ran_out,
    renewed,
    schools_covered,
    search,
    what_next,
    with_list_columns,
)
from alliances.selectors.calls import calls, calls_to_answer, gap_of, needs_of, offers_to, open_needs, open_offers_of
from alliances.selectors.helpers import who_could_help
from alliances.selectors.resources import stages_of

__all__ = [
    "REMIND",
    "calls",
    "calls_to_answer",
    "expired_open",
    "expiring_soon",
    "gap_of",
    "in_force_at",
    "needs_of",
    "of_partner",
    "offers_to",
    "open_needs",
    "open_offers_of",
    "ran_out",
    "renewed",
    "schools_covered",
    "search",
    "stages_of",
    "what_next",
    "who_could_help",
    "with_list_columns",
]
