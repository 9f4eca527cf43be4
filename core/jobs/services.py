from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.jobs import registry
from core.jobs.enums import OPEN_STATES, JobState
from core.jobs.models import Dispatch, Job
from core.jobs.runner import run_dispatch
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel, scope

log = structlog.get_logger(__name__)
# How long an ended job is remembered: what somebody asked for a quarter, what beat asked for a week.
KEPT, KEPT_PERIODIC = timedelta(days=90), timedelta(days=7)


def enqueue(kind: str, *, by=None, label: str = "", due_at=None, **args) -> Job:
    """Promise a job of the open scope; a worker starts it once this transaction is committed."""
    job = _record_job(registry.get(kind), by=by, label=label, args=args, due_at=due_at)
    if due_at is None:
        transaction.on_commit(lambda: send(job.dispatch_id))
    return job


class JobFailed(DomainError):
    """A job run in the process itself did not end well; its message is the job's own sentence."""


def run_inline(kind: str, *, ugel, by=None, echo: Callable[[str], None] | None = None, **args) -> dict:
    """Run a job in this process, for commands; returns its result.

    Raises JobFailed with the job's sentence, or the unexpected error itself. Never tried again by a worker.
    """
    with scope(ugel):
        job = _record_job(registry.get(kind), by=by, args=args, max_attempts=1)
    ended = run_dispatch(job.dispatch_id, echo=echo)
    if ended is None:
        raise JobFailed
    if cause := getattr(ended, "cause", None):
        raise cause
    if ended.state == JobState.FAILED:
        raise JobFailed(ended.error)
    return ended.result or {}


@transaction.atomic
def _record_job(kind, *, by, args, label="", due_at=None, max_attempts=None):
    now = timezone.now()
    dispatch = Dispatch.objects.create(
        ugel=current_ugel(),
        kind=kind.name,
        due_at=due_at or now,
        sent_at=None if due_at else now,
        max_attempts=max_attempts or kind.max_attempts,
    )
    return Job.objects.create(dispatch=dispatch, label=label or str(kind.label), args=args, created_by=by)


def send(dispatch_id: int) -> None:
    """Tell the workers; without a broker the row waits for the sweeper."""
    # Late import: Celery's task module imports the runner, which imports every model.
    from core.jobs.tasks import run

    try:
        run.apply_async([dispatch_id], queue=settings.CELERY_TASK_DEFAULT_QUEUE, retry=False)
    except Exception as error:
        log.warning("job_unsent", dispatch=dispatch_id, error=repr(error))
        Dispatch.objects.filter(pk=dispatch_id).update(sent_at=None)


@transaction.atomic
def forget_ended_jobs() -> int:
    """Delete the open UGEL's jobs that ended long ago, with their dispatches; returns how many.

    A job's last heartbeat is its end; one that never ran counts from when it was due. The file that a job made for
    whoever asked (`key` of its result) goes with it.
    """
    now = timezone.now()
    old = Q(is_periodic=False, ended_at__lt=now - KEPT) | Q(is_periodic=True, ended_at__lt=now - KEPT_PERIODIC)
    ended = Dispatch.objects.filter(ugel=current_ugel()).exclude(state__in=OPEN_STATES)
    ids = list(ended.annotate(ended_at=Coalesce("heartbeat", "due_at")).filter(old).values_list("pk", flat=True))
    jobs = Job.objects.filter(dispatch__in=ids)
    for key in filter(None, jobs.values_list("result__key", flat=True)):
        transaction.on_commit(partial(default_storage.delete, key))
    jobs.delete()
    Dispatch.objects.filter(pk__in=ids).delete()
    return len(ids)
