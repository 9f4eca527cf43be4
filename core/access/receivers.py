from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_used
from django.dispatch import receiver

from core.access import sessions
from core.accounts import lockout


@receiver(user_logged_in)
def unbind_from_key(sender, request, **kwargs):
    sessions.unbind(request)


@receiver(authenticator_added)
@receiver(authenticator_used)
def note_second_factor(sender, request, user, **kwargs):
    sessions.note_second_factor(request, user)


@receiver(authentication_failed)
def count_wrong_second_factor(sender, request, user, **kwargs):
    lockout.count_wrong_second_factor(request, user)


@receiver(authenticator_removed)
def forget_second_factor(sender, request, user, **kwargs):
    sessions.forget_second_factor(request, user)
