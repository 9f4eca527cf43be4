from core.accounts.enums import CARD_ROLES
from core.strategies.registry import contributions


def house(request):
    """What every layout shows: the rail, each entry only for those who may open it; on_phone for people of a school."""
    roles = getattr(request, "roles", frozenset())
    return {
        "on_phone": bool(roles) and roles <= CARD_ROLES,
        "rail": [
            (contribution, [item for item in contribution.menu if request.allows(item.permission)])
            for contribution in contributions()
            if any(request.allows(item.permission) for item in contribution.menu)
        ]
        if getattr(request, "membership", None)
        else [],
    }
