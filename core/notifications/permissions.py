from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

HAND_OVER = "notifications.hand_over"

DESCRIPTIONS = {HAND_OVER: _("Enviar por WhatsApp los avisos que esperan")}
GRANTS = {Role.UGEL_HEAD: {HAND_OVER}, Role.UGEL_SPECIALIST: {HAND_OVER}}
