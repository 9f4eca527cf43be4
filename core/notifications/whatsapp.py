from urllib.parse import quote


def whatsapp_url(phone: str, text: str) -> str:
    """Opens WhatsApp with the text written for an E.164 number; the person still presses «enviar»."""
    return f"https://wa.me/{phone.lstrip('+')}?text={quote(text)}"
