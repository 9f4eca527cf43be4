"""Real Celery workers on the test database, for tests of what happens when one of them dies."""

import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection

PATIENCE_SECONDS = 60
HEARTBEAT_SECONDS, STALE_SECONDS = 0.3, 1.5


class Worker:
    """One worker process with one child; `kill` is what a power cut does to it."""

    def __init__(self, queue: str, log: Path, include: str):
        celery = [sys.executable, "-m", "celery", "--app", "comuset", "worker", "--concurrency", "1"]
        self.log = log
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [*celery, "--loglevel", "info", "--hostname", f"{uuid.uuid4().hex}@test", "--include", include],
                cwd=django_settings.BASE_DIR,
                env={**os.environ, **self._environment(queue)},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @staticmethod
    def _environment(queue):
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
        return {
            "DATABASE_URL": urlunsplit(address),
            "DJANGO_SETTINGS_MODULE": "comuset.settings",
            "COMUSET_DB_ROLE": "app",
            "COMUSET_PROCESS": "worker",
            "CELERY_QUEUE": queue,
            "JOBS_HEARTBEAT_SECONDS": str(HEARTBEAT_SECONDS),
            "JOBS_STALE_SECONDS": str(STALE_SECONDS),
            "MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
        }

    def ready(self) -> "Worker":
        wait_for(lambda: " ready." in self.log.read_text(), self.log.read_text)
        return self

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number):
        """To the worker and its children alike."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)


def wait_for(condition, why=lambda: ""):
    """The first true answer of `condition`, or a failure that says why."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if answer := condition():
            return answer
        time.sleep(0.05)
    pytest.fail(f"Waited {PATIENCE_SECONDS} s in vain. {why()}")


@pytest.fixture
def start_worker(transactional_db, settings, tmp_path):
    """start_worker("module.with_jobs") → a ready Worker; all of them are gone after the test."""
    queue = f"test-{uuid.uuid4().hex}"
    settings.CELERY_TASK_DEFAULT_QUEUE = queue
    settings.JOBS_STALE_SECONDS = STALE_SECONDS
    with ExitStack() as workers:

        def start(include: str) -> Worker:
            worker = Worker(queue, tmp_path / f"worker-{uuid.uuid4().hex}.log", include)
            workers.callback(worker.kill)
            return worker.ready()

        yield start
