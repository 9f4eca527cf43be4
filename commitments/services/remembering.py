from commitments.models import Commitment
from core.audit.services import record


def remember(commitment: Commitment, event: str, /, *, by=None, at=None, party="", **data) -> None:
    """One line of a promise's history, with what it was then, its strategy and for whom its actor spoke, where told."""
    facts = {"number": commitment.number, "promiser": commitment.promiser_name, "what": commitment.what}
    if commitment.strategy:
        facts["strategy"] = commitment.strategy
    if party:
        facts["party"] = party
    record(f"commitments.{event}", commitment, by=by, school_id=commitment.school_id, at=at, **facts, **data)
