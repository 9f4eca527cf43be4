from datetime import time

from django.utils.translation import gettext_lazy as _

from adoptions import services
from core.jobs.registry import periodic


@periodic("adoptions.remind", label=_("Avisando de adopciones por vencer"), daily_at=time(7, 45))
def remind(run):
    return services.remind_and_release(run)
