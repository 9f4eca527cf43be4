from core.audit.services import record
from needs.models import Need


def remember(need: Need, event: str, /, *, by=None, at=None, party="", **data) -> None:
    """One line of a need's history, with its number and what was missing, and for whom its actor spoke, where told."""
    facts = {"number": need.number, "what": need.what, **({"party": party} if party else {})}
    record(f"needs.{event}", need, by=by, school_id=need.school_id, at=at, **facts, **data)
