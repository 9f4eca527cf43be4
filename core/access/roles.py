from core.accounts.models import Membership
from core.strategies.registry import permissions_of


def enter(request) -> None:
    """Put on the request what the person is here: `membership`, `roles`, `permissions`, `allows(name)`.

    Asked anew on every request, so a withdrawn membership ends at once.
    """
    memberships = []
    if request.ugel is not None and request.user.is_authenticated:
        memberships = list(Membership.objects.opening(request.ugel).filter(user=request.user).order_by("id"))
    request.membership = memberships[0] if memberships else None
    request.roles = frozenset(membership.role for membership in memberships)
    request.permissions = permissions_of(request.roles)
    request.allows = request.permissions.__contains__
