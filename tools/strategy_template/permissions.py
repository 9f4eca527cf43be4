from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

VIEW = "newstrategy.view_activity"
PLAN = "newstrategy.plan_activity"
FINISH = "newstrategy.finish_activity"

DESCRIPTIONS = {
    VIEW: _("Ver actividades"),
    PLAN: _("Planificar actividades"),
    FINISH: _("Registrar que una actividad se realizó"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, PLAN, FINISH},
    Role.UGEL_SPECIALIST: {VIEW, PLAN, FINISH},
    Role.REGION_READER: {VIEW},
}


def check_can_finish(user, activity):
    """Anyone but the person who planned it: two pairs of eyes."""
    if activity.planned_by_id == user.pk:
        raise PermissionDenied(_("Usted planificó esta actividad: la confirma otra persona."))
