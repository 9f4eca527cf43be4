from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeyKind(TextChoices):
    """What somebody may hold in place of a password; only the card is used more than once."""

    CARD = "card", _("Tarjeta")
    SPOKEN = "spoken", _("Código dictado por teléfono")
    MAILED = "mailed", _("Enlace enviado por correo")

    @property
    def is_single_use(self) -> bool:
        return self != KeyKind.CARD

    @property
    def lifetime(self) -> timedelta:
        """How long it opens the door."""
        return {
            KeyKind.CARD: timedelta(days=400),
            KeyKind.SPOKEN: timedelta(minutes=10),
            KeyKind.MAILED: timedelta(minutes=30),
        }[self]

    @property
    def session(self) -> timedelta:
        """How long somebody stays signed in who came in with it."""
        return {
            KeyKind.CARD: timedelta(days=180),
            KeyKind.SPOKEN: timedelta(days=30),
            KeyKind.MAILED: timedelta(days=30),
        }[self]


class KeyEnd(TextChoices):
    REPLACED = "replaced", _("Se entregó otra")
    LOST = "lost", _("Se perdió o la vio otra persona")
    WITHDRAWN = "withdrawn", _("La persona ya no tiene función")
    HANDED_OVER = "handed_over", _("Entregó el cargo")


class Counted(TextChoices):
    """What wrong codes are counted by."""

    CODE = "code", _("Código")
    ADDRESS = "address", _("Dirección de red")
    UGEL = "ugel", _("UGEL")
