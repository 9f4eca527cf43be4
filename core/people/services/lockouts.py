from core.accounts import lockout
from core.accounts.models import Membership
from core.audit.services import record
from core.people.models import Contact


def _phones(user) -> list[str]:
    """Wrong passwords after a telephone are counted under it."""
    return [contact.phone.as_e164 for contact in Contact.objects.filter(user=user)]


def is_locked(user) -> bool:
    """Whether wrong passwords or second factors keep this person out at the moment."""
    names = (lockout.password_of(user), lockout.second_factor_of(user), *_phones(user))
    return any(lockout.is_locked(name) for name in names)


def unlock(*, membership: Membership, by) -> int:
    """Let a person of this UGEL try again; how many counts were forgotten."""
    forgotten = lockout.unlock(membership.user, *_phones(membership.user))
    record("people.person_unlocked", membership, by=by)
    return forgotten
