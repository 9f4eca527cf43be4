"""One attempt at one job, from the claim to its end. Services open the scope; no work happens inside ours."""

import time
from collections.abc import Callable
from contextlib import contextmanager

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.jobs import progress, registry
from core.jobs.enums import OPEN_STATES, JobState
from core.jobs.models import Dispatch, Job
from core.jobs.pulse import Pulse
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from core.tenancy.speech import speaking

log = structlog.get_logger(__name__)
PROGRESS_EVERY_SECONDS = 0.3


class JobTaken(Exception):
    """Another process holds this job, or its lock was lost while it ran: leave it without a trace."""


class Run:
    """What a job function is given: whose it is, and how to say how far it got."""

    def __init__(self, *, job: Job, ugel, pulse: Pulse, echo: Callable[[str], None] | None = None):
        self.job_id, self.ugel, self.by = job.pk, ugel, job.created_by
        self.attempt = job.dispatch.attempts
        self._pulse, self._echo, self._written = pulse, echo, 0.0
        self.text = ""

    def progress(self, done: int = 0, total: int = 0, text: str = "") -> None:
        """Show how far it is; cheap enough to call per row. Stops the job if its lock is gone."""
        if not self._pulse.is_mine:
            raise JobTaken
        now = time.monotonic()
        text = str(text) or self.text
        if text == self.text and done != total and now - self._written < PROGRESS_EVERY_SECONDS:
            return
        self.text, self._written = text, now
        progress.write(self.ugel.pk, self.job_id, progress.Progress(done=done, total=total, text=text))
        if self._echo:
            self._echo(f"{text} {done}/{total}" if total else text)


def run_dispatch(dispatch_id: int, *, echo: Callable[[str], None] | None = None) -> Job | None:
    """Run the job if nobody else does and it is not over; errors end up on its row.

    Returns the job as it ended, or None when there was nothing to do.
    """
    with Pulse(dispatch_id) as pulse:
        job = _claim(dispatch_id) if pulse.is_mine else None
        if job is None:
            return None
        try:
            _attempt(job, pulse, echo)
        except JobTaken:
            log.warning("job_taken", dispatch=dispatch_id)
            return None
    return job


@transaction.atomic
def _claim(dispatch_id) -> Job | None:
    dispatch = (
        Dispatch.objects.select_related("ugel__region")
        .select_for_update(of=("self",), skip_locked=True)
        .filter(pk=dispatch_id, state__in=OPEN_STATES, due_at__lte=timezone.now())
        .first()
    )
    if dispatch is None:
        return None
    kind = registry.find(dispatch.kind)
    if kind is None or dispatch.attempts >= dispatch.max_attempts:
        log.error("job_given_up", dispatch=dispatch.pk, kind=dispatch.kind, attempts=dispatch.attempts)
        Dispatch.objects.filter(pk=dispatch.pk).update(state=JobState.FAILED)
        return None
    dispatch.state, dispatch.heartbeat = JobState.RUNNING, timezone.now()
    dispatch.attempts += 1
    dispatch.save(update_fields=["state", "heartbeat", "attempts"])
    with scope(dispatch.ugel):
        job, _made = Job.objects.select_related("created_by").get_or_create(
            dispatch=dispatch, defaults={"label": str(kind.label)}
        )
        job.dispatch, job.started_at = dispatch, timezone.now()
        job.save(update_fields=["started_at"])
    return job


def _attempt(job, pulse, echo):
    ugel = job.dispatch.ugel
    run = Run(job=job, ugel=ugel, pulse=pulse, echo=echo)
    with _as_in(ugel):
        try:
            result = registry.get(job.kind).function(run, **job.args)
        except DomainError as error:
            _finish(job, run, JobState.FAILED, error=str(error))
        except JobTaken:
            raise
        except (OperationalError, InterfaceError) as error:
            # The database went away, not the job: the sweeper sends it again until its attempts are used up.
            log.warning("job_interrupted", job=job.pk, kind=job.kind, error=repr(error))
            job.cause = error
        except Exception as error:
            log.exception("job_failed", job=job.pk, kind=job.kind, ugel=ugel.code)
            job.cause = error
            sentence = _("Ocurrió un error que no esperábamos y quedó registrado. Puede intentarlo otra vez.")
            _finish(job, run, JobState.FAILED, error=sentence)
        else:
            _finish(job, run, JobState.DONE, result=result or {})


def _finish(job, run, state, *, result=None, error=""):
    """Write the end, in a transaction of its own, if the job is still ours."""
    if not run._pulse.is_mine:
        raise JobTaken
    job.result, job.error, job.summary, job.finished_at = result, error, run.text[:300], timezone.now()
    job.dispatch.state = state
    with scope(job.dispatch.ugel):
        job.save(update_fields=["result", "error", "summary", "finished_at"])
        Dispatch.objects.filter(pk=job.dispatch_id).update(state=state, heartbeat=timezone.now())


@contextmanager
def _as_in(ugel):
    """Speak and tell the time as the UGEL does."""
    with speaking(ugel), timezone.override(ugel.time_zone):
        yield
