from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

VIEW = "dialogues.view_table"
LEAD = "dialogues.lead_session"
ISSUE = "dialogues.issue_acta"

DESCRIPTIONS = {
    VIEW: _("Ver las mesas de diálogo y lo que se acordó"),
    LEAD: _("Abrir mesas, convocar sesiones y anotar asistencia, problemas y acuerdos"),
    ISSUE: _("Emitir el acta de una sesión, con número"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, LEAD, ISSUE},
    Role.UGEL_SPECIALIST: {VIEW, LEAD},
    Role.REGION_READER: {VIEW},
}
