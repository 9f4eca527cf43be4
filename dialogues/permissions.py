from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

VIEW = "dialogues.view_table"
LEAD = "dialogues.lead_session"

DESCRIPTIONS = {
    VIEW: _("Ver las mesas de diálogo y lo que se acordó"),
    LEAD: _("Abrir mesas, convocar sesiones y anotar asistencia, problemas y acuerdos"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, LEAD},
    Role.UGEL_SPECIALIST: {VIEW, LEAD},
    Role.REGION_READER: {VIEW},
}
