from core.accounts import lockout
from core.accounts.models import Membership
from core.audit.services import record


def is_locked(user) -> bool:
    """Whether wrong passwords or second factors keep this person out at the moment."""
    return lockout.is_locked(lockout.password_of(user)) or lockout.is_locked(lockout.second_factor_of(user))


def unlock(*, membership: Membership, by) -> int:
    """Let a person of this UGEL try again; how many counts were forgotten."""
    forgotten = lockout.unlock(membership.user)
    record("people.person_unlocked", membership, by=by)
    return forgotten
