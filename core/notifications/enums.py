from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    MAIL = "mail", _("Correo")
    WHATSAPP = "whatsapp", _("WhatsApp")
    PAGE = "page", _("Solo en COMUSET")


class MessageState(models.TextChoices):
    WAITING = "waiting", _("Por enviar")
    SENDING = "sending", _("Enviando")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No se pudo enviar")
    CANCELLED = "cancelled", _("Ya no hace falta")

    @property
    def tone(self):
        return {"sent": "done", "failed": "broken", "waiting": "open", "sending": "progress"}.get(self, "off")


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("Cada aviso cuando ocurre")
    DAILY = "daily", _("Un resumen por día")
    NEVER = "never", _("Sin correo: los leo en COMUSET")
