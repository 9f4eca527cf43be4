from datetime import time

from django.utils.translation import gettext_lazy as _

from alliances import services
from core.jobs.registry import periodic


@periodic("alliances.remind", label=_("Avisando de alianzas por vencer"), daily_at=time(7, 40))
def remind(run):
    return services.remind_expiring(run)
