from collections.abc import Iterable

from core.accounts.models import User
from core.notifications.services import Recipient
from core.people.models import Contact


def recipients_of(users: Iterable[User]) -> list[Recipient]:
    """People as messages reach them: by e-mail, else by the telephone this UGEL knows; one question for all."""
    users = list(users)
    phones = dict(Contact.objects.filter(user__in=users).values_list("user_id", "phone"))
    return [
        Recipient(
            name=user.full_name,
            email=user.email or "",
            phone=phones[user.pk].as_e164 if user.pk in phones else "",
            user=user,
            language=user.language,
        )
        for user in users
    ]
