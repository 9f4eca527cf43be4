from datetime import time

from django.utils.translation import gettext_lazy

from attendance import services
from core.jobs.registry import periodic
from core.tenancy.scope import scope


@periodic("attendance.keep", label=gettext_lazy("Cuidando los casos de la asistencia"), daily_at=time(4, 40))
def keep_cases(run):
    """Names past their time go, quarters that ended are published; it tells no number, for a small one is a secret."""
    with scope(run.ugel):
        services.forget_expired()
        services.publish_quarters()
