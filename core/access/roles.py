from django.db.models import Exists
from django.utils import timezone

from core.access import sessions
from core.accounts.enums import CARD_ROLES, STAFF_ROLES
from core.accounts.models import Membership
from core.strategies.models import SettingValue
from core.strategies.registry import permissions_of

DEMAND_SECOND_FACTOR = "access.demand_second_factor"


def enter(request) -> None:
    """Put on the request what the person is here: `membership`, `roles`, `permissions`, `allows(name)`.

    Asked anew on every request, so a withdrawn membership or an ended card ends at once. Who owes the second factor
    their UGEL demands (`owes_second_factor`) is nobody here until they have shown it.
    """
    request.has_ended_key = request.owes_second_factor = False
    memberships = []
    if request.ugel is not None and request.user.is_authenticated:
        memberships = _by_key(request) if sessions.bound_to(request) else _by_password(request)
    request.membership = memberships[0] if memberships else None
    request.roles = frozenset(membership.role for membership in memberships)
    request.permissions = permissions_of(request.roles)
    request.allows = request.permissions.__contains__


def _memberships(request):
    return Membership.objects.opening(request.ugel).filter(user=request.user).order_by("id")


def _by_key(request):
    if sessions.bound_to(request) != request.ugel.code:
        return []
    key = sessions.holding_key(request)
    memberships = list(_memberships(request).filter(ugel=request.ugel, role__in=CARD_ROLES)) if key else []
    if not memberships:
        request.has_ended_key = True
    elif key.last_used_at.date() < timezone.now().date():
        key.last_used_at = timezone.now()
        key.save(update_fields=["last_used_at"])
    return memberships


def _by_password(request):
    demands = SettingValue.objects.filter(name=DEMAND_SECOND_FACTOR, value=True)
    memberships = list(_memberships(request).annotate(demands_second_factor=Exists(demands)))
    is_staff = any(membership.role in STAFF_ROLES for membership in memberships)
    if is_staff and memberships[0].demands_second_factor and not sessions.has_second_factor(request):
        request.owes_second_factor = True
        return []
    return memberships
