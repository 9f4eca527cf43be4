from django.utils.translation import gettext_lazy as _

from core.jobs.registry import job
from core.notifications import services


@job("notifications.deliver", label=_("Enviando avisos"))
def deliver(run):
    return services.deliver_due(run)
