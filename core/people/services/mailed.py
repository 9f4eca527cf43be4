from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership, User
from core.audit.models import Entry
from core.audit.services import record
from core.jobs.services import enqueue
from core.tenancy.scope import scope

MOST_AN_HOUR = 3
VERB = "people.access_mailed"


def send_access(*, email: str) -> int:
    """Mail a link of one use for every UGEL where the owner of this e-mail may hold a card; how many were promised.

    At most three an hour and UGEL; whoever asked is told the same in every case.
    """
    memberships = Membership.objects.active().filter(user__email__iexact=email, role__in=CARD_ROLES)
    places = {(one.ugel_id, one.user_id): one for one in memberships.select_related("ugel", "user").order_by("-id")}
    promised = 0
    for membership in places.values():
        with scope(membership.ugel):
            promised += _promise(membership)
    return promised


@transaction.atomic
def _promise(membership) -> bool:
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    since = timezone.now() - timedelta(hours=1)
    if Entry.objects.of(membership).filter(verb=VERB, at__gt=since).count() >= MOST_AN_HOUR:
        return False
    record(VERB, membership)
    enqueue("people.mail_access", user_id=membership.user_id)
    return True
