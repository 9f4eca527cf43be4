from django.db.models import Q

from core.accounts.models import Membership
from core.tenancy.models import Ugel


def places_of(user) -> tuple[list[Ugel], list[Ugel]]:
    """UGELs a person may enter, by name: their own, and what they read as a reader of a region; two queries."""
    memberships = Membership.objects.active().filter(user=user)
    own = {m.ugel_id for m in memberships if m.ugel_id}
    regions = {m.region_id for m in memberships if m.region_id}
    ugels = Ugel.objects.filter(Q(pk__in=own) | Q(region_id__in=regions), is_active=True).order_by("name")
    return [ugel for ugel in ugels if ugel.pk in own], [ugel for ugel in ugels if ugel.pk not in own]
