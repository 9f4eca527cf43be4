"""How far a running job is. Redis only: losing it costs a number on a page, never a job."""

from dataclasses import asdict, dataclass

import structlog
from django.core.cache import cache

log = structlog.get_logger(__name__)
KEEP_SECONDS = 6 * 60 * 60


@dataclass(frozen=True)
class Progress:
    done: int = 0
    total: int = 0
    text: str = ""

    @property
    def percent(self):
        """Whole percent, or None while nobody knows how much there is."""
        return min(100, 100 * self.done // self.total) if self.total else None


def read(ugel_id: int, job_id: int) -> Progress:
    try:
        stored = cache.get(_key(ugel_id, job_id))
    except OSError as error:
        log.warning("job_progress_unread", job=job_id, error=repr(error))
        stored = None
    return Progress(**stored) if stored else Progress()


def write(ugel_id: int, job_id: int, progress: Progress) -> None:
    try:
        cache.set(_key(ugel_id, job_id), asdict(progress), KEEP_SECONDS)
    except OSError as error:
        log.warning("job_progress_unwritten", job=job_id, error=repr(error))


def _key(ugel_id, job_id):
    return f"u{ugel_id}:job:{job_id}"
