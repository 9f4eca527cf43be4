from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

GUIDE = "home.see_first_steps"

DESCRIPTIONS = {GUIDE: _("Ver los primeros pasos de la UGEL")}
GRANTS = {Role.UGEL_HEAD: {GUIDE}, Role.UGEL_SPECIALIST: {GUIDE}}
