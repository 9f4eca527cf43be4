"""Sign-in pauses after too many wrong passwords or second factors; axes keeps count in the database."""

from datetime import timedelta

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.utils import timezone


def name_of(request, credentials) -> str:
    """What a failed sign-in counts against: the e-mail or telephone typed; allauth's form names both `login`."""
    given = credentials or getattr(request, "POST", {})
    return (given.get("email") or given.get("phone") or given.get("login") or given.get("username") or "").lower()


def password_of(user) -> str:
    """The name under which wrong passwords are counted, each address by itself."""
    return (user.email or "").lower()


def second_factor_of(user) -> str:
    """The name under which wrong second factors are counted, over all addresses."""
    return f"segundo-paso:{user.pk}"


def count_wrong_second_factor(request, user) -> None:
    user_login_failed.send(sender=__name__, credentials={"username": second_factor_of(user)}, request=request)


def is_locked(name: str) -> bool:
    """Whether this name is kept out at the moment, from some address or, added up, from all."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts = AccessAttempt.objects.filter(username=name, attempt_time__gt=since)
    failures = attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
    return bool(name) and failures >= settings.AXES_FAILURE_LIMIT


def unlock(user, *phones) -> int:
    """Forget the wrong passwords and second factors of a person; how many counts there were."""
    names = (password_of(user), second_factor_of(user), *phones)
    return sum(reset(username=name) for name in names if name)
