from core.notifications.services.delivery import deliver_due
from core.notifications.services.telling import (
    Recipient,
    call_off,
    hand_over,
    mark_seen,
    save_preference,
    take_back,
    tell,
    try_again,
)

__all__ = [
    "Recipient",
    "call_off",
    "deliver_due",
    "hand_over",
    "mark_seen",
    "save_preference",
    "take_back",
    "tell",
    "try_again",
]
