from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("Planificada")
    DONE = "done", _("Realizada")
    CANCELLED = "cancelled", _("Anulada")

    @property
    def tone(self):
        return {"planned": "open", "done": "done", "cancelled": "off"}[self.value]


TRANSITIONS = {
    ActivityState.PLANNED: {ActivityState.DONE, ActivityState.CANCELLED},
    ActivityState.DONE: set(),
    ActivityState.CANCELLED: set(),
}
