from core.notifications.models import Message


def to_hand_over(request):
    """WhatsApp texts that wait for a thumb; nothing to say when there are none."""
    count = Message.objects.to_hand_over().count()
    return {"count": count} if count else None
