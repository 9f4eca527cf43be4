from core.notifications.models import Message

SHOWN = 3


def to_hand_over(request):
    """WhatsApp texts that wait for a thumb."""
    return Message.objects.to_hand_over()


def failed(request):
    """Mail that was given up, for somebody to correct an address."""
    return Message.objects.failed()


def unread(request):
    """What this person was told and has not opened yet; nothing to say when all is read."""
    messages = list(Message.objects.unread_by(request.user).order_by("-is_urgent", "-id")[: SHOWN + 1])
    return {"messages": messages[:SHOWN], "has_more": len(messages) > SHOWN} if messages else None
