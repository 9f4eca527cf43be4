"""Who may see a file: asked of the app that attached it."""

from collections.abc import Callable

from core.files.models import StoredFile

_owners: dict[str, Callable] = {}


def register_owner(owner: str, may_see: Callable) -> None:
    """Let `may_see(request, stored)` decide over the files attached as `owner` ("safety.AnswerPhoto")."""
    _owners[owner] = may_see


def may_see(request, stored: StoredFile) -> bool:
    """An owner nobody registered shows its files to nobody."""
    check = _owners.get(stored.owner)
    return check is not None and bool(check(request, stored))
