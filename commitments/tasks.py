from datetime import time

from django.utils.translation import gettext_lazy as _

from commitments import services
from core.jobs.registry import periodic


@periodic("commitments.remind", label=_("Avisando de las fechas"), daily_at=time(7, 30))
def remind(run):
    return services.remind_due(run)
