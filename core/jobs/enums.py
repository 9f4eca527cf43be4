from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("En espera")
    RUNNING = "running", _("En curso")
    DONE = "done", _("Terminado")
    FAILED = "failed", _("No se pudo")

    @property
    def is_open(self):
        return self in OPEN_STATES

    @property
    def tone(self):
        return TONES[self]


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)
TONES = {
    JobState.QUEUED: "open",
    JobState.RUNNING: "progress",
    JobState.DONE: "done",
    JobState.FAILED: "broken",
}
