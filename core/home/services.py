from django.db import transaction

from core.home.models import GuidePutAway


@transaction.atomic
def put_guide_away(*, user) -> None:
    """Take the first steps off this person's home."""
    GuidePutAway.objects.get_or_create(user=user)


@transaction.atomic
def bring_guide_back(*, user) -> None:
    GuidePutAway.objects.filter(user=user).delete()
