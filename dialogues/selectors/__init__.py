from dialogues.selectors.actas import (
    acta_in_force,
    beside,
    digest_of,
    digests_of,
    follow_up_of,
    noted_at,
    readings_of,
    signature_block,
    told_at,
)
from dialogues.selectors.sittings import (
    agenda_of,
    agreed_for,
    agreements_of,
    needs_of,
    open_before,
    problems_of,
    tables,
)

__all__ = [
    "acta_in_force",
    "agenda_of",
    "agreed_for",
    "agreements_of",
    "beside",
    "digest_of",
    "digests_of",
    "follow_up_of",
    "needs_of",
    "noted_at",
    "open_before",
    "problems_of",
    "readings_of",
    "signature_block",
    "tables",
    "told_at",
]
