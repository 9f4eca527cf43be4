"""A running job's lock and heartbeat, both on one connection of a thread of its own."""

import threading

import structlog
from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from core.jobs.enums import JobState
from core.jobs.models import Dispatch

log = structlog.get_logger(__name__)
LOCK_SPACE = 0x4A6F62  # "Job": keeps our advisory locks apart from anyone else's.


class Pulse:
    """Holds the job while it runs: `with Pulse(pk) as pulse`, then `pulse.is_mine`.

    The advisory lock belongs to the connection: it ends with a killed process, and outlives a paused one, so two
    workers never run the same job. The heartbeat is what the sweeper reads.
    """

    def __init__(self, dispatch_id: int):
        self.dispatch_id = dispatch_id
        self.is_mine = False
        self._answered, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"job-{dispatch_id}", daemon=True)

    def __enter__(self):
        self._thread.start()
        self._answered.wait()
        return self

    def __exit__(self, *exc):
        self._stop.set()
        self._thread.join()

    def _beat(self):
        try:
            self.is_mine = self._ask("SELECT pg_try_advisory_lock(%s, %s)")
            self._answered.set()
            while self.is_mine and not self._stop.wait(settings.JOBS_HEARTBEAT_SECONDS):
                # Also after a pause in which the sweeper put it back in the queue: it is still ours.
                mine = Dispatch.objects.open().filter(pk=self.dispatch_id)
                mine.update(state=JobState.RUNNING, heartbeat=timezone.now())
            if self.is_mine:
                self._ask("SELECT pg_advisory_unlock(%s, %s)")
        except Error:
            # The lock went with the connection: from here on another worker may take the job.
            self.is_mine = False
            log.exception("job_pulse_lost", dispatch=self.dispatch_id)
        finally:
            self._answered.set()
            connection.close()

    def _ask(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql, [LOCK_SPACE, self.dispatch_id])
            return cursor.fetchone()[0]
