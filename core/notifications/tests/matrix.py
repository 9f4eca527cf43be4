"""Rows of the isolation matrix (tests/tenancy/matrix.py says how they are read)."""

from django.utils import timezone

from core.accounts.enums import Role
from core.notifications.enums import Channel, MessageState
from core.notifications.models import Message

TABLE = """
notifications:hand_over_undo {sent_text}   GET    405  405  403  403  403  403  403  404  404  in
notifications:hand_over_undo {sent_text}   POST   302  302  403  403  403  403  403  404  404  in
notifications:failed_list                  GET    200  200  403  403  403  403  403  404  404  in
notifications:message_retry {lost_mail}    GET    405  405  403  403  403  403  403  404  404  in
notifications:message_retry {lost_mail}    POST   302  302  403  403  403  403  403  404  404  in
"""
POSTED: dict = {}


def things(people):
    """A text somebody said they sent, and a mail that was given up."""
    words = {"kind": "x", "name": "Nora Paz", "subject": "Su pedido", "body": "Lo ve el Ejército.", "why": "Lo pidió."}
    by = people.get(Role.UGEL_HEAD)
    sent = {"channel": Channel.WHATSAPP, "state": MessageState.SENT, "sent_at": timezone.now(), "sent_by": by}
    text = Message.objects.create(key="sent", address="+51952000009", **sent, **words)
    lost = {"channel": Channel.MAIL, "state": MessageState.FAILED, "attempts": 5, "error": "550 unknown"}
    mail = Message.objects.create(key="lost", address="nora@example.pe", **lost, **words)
    return {"sent_text": text.pk, "lost_mail": mail.pk}
