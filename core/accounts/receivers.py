from allauth.account.signals import user_logged_in
from django.dispatch import receiver

from core.accounts.services import note_sign_in


@receiver(user_logged_in)
def remember_sign_in(sender, request, user, **kwargs):
    """Password and passkey sign-ins end here; a card tells its own UGEL only."""
    note_sign_in(user=user)
