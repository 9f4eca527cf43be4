from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

MARK_SHAREABLE = "files.mark_shareable"

DESCRIPTIONS = {MARK_SHAREABLE: _("Decir qué fotos pueden salir de la UGEL")}
GRANTS = {Role.UGEL_HEAD: {MARK_SHAREABLE}, Role.UGEL_SPECIALIST: {MARK_SHAREABLE}}
