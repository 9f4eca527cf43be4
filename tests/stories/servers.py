"""The stage of the stories: gunicorn and a Celery worker as processes of their own, on the test database."""

import os
import signal
import socket
import subprocess
import sys
import uuid
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
from django.conf import settings
from django.db import connection

from tests.workers import wait_for


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stage:
    """Web and worker as on a server: signed in as the web role, with a queue and a cache of their own."""

    def __init__(self, folder: Path):
        self.port, self.name = free_port(), f"story-{uuid.uuid4().hex}"
        self.url, self.media = f"http://127.0.0.1:{self.port}", folder / "media"
        self.folder, self.processes = folder, {}
        self.database = connection.settings_dict["NAME"]

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "COMUSET_LOCAL": "1",
            "DATABASE_URL": self._on_test_database("DATABASE_URL"),
            "DATABASE_OWNER_URL": self._on_test_database("DATABASE_OWNER_URL"),
            "COMUSET_DB_ROLE": "app",
            "CELERY_QUEUE": self.name,
            "CACHE_PREFIX": self.name,
            "PGAPPNAME": self.name,
            "MEDIA_ROOT": str(self.media),
            "PUBLIC_URL": self.url,
            "REQUEST_LOG_LEVEL": "WARNING",
        }

    def _on_test_database(self, variable):
        return urlunsplit(urlsplit(os.environ[variable])._replace(path=f"/{self.database}"))

    def start_web(self):
        program = ["gunicorn", "comuset.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "6"]
        self._start("web", program)
        wait_for(self._answers, lambda: self.log("web"))

    def start_worker(self):
        program = ["celery", "--app", "comuset", "worker", "--concurrency", "1", "--loglevel", "info"]
        quiet = ["--without-gossip", "--without-mingle", "--hostname", f"{self.name}@test"]
        self._start("worker", [*program, *quiet])
        wait_for(lambda: " ready." in self.log("worker"), lambda: self.log("worker"))

    @contextmanager
    def held(self):
        """The worker has its hands full: what is asked of it waits until the block ends."""
        os.killpg(self.processes["worker"].pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.processes["worker"].pid, signal.SIGCONT)

    def _start(self, role, program):
        with self._log_path(role).open("w") as out:
            self.processes[role] = subprocess.Popen(
                [sys.executable, "-m", *program],
                cwd=settings.BASE_DIR,
                env={**self.environment, "COMUSET_PROCESS": role},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _answers(self):
        if self.processes["web"].poll() is not None:
            raise RuntimeError(f"gunicorn ended:\n{self.log('web')}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _log_path(self, role):
        return self.folder / f"{role}.log"

    def log(self, role) -> str:
        return self._log_path(role).read_text()

    def manage(self, *arguments, role="owner") -> str:
        """What a `manage.py` command prints, run as a process of its own; it must succeed."""
        run = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env={**self.environment, "COMUSET_DB_ROLE": role},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"manage.py {' '.join(arguments)}:\n{run.stdout[-2000:]}{run.stderr[-4000:]}"
        return run.stdout

    def settle(self):
        """Wait until nobody is being answered: a page that was left ends its request, the server does not."""
        wait_for(lambda: not self.is_answering(), lambda: self.log("web"))

    def is_answering(self) -> bool:
        # Asked of the machine, not of the process: a request the server has not taken up yet counts too.
        return any(
            one.laddr.port == self.port and one.status in (psutil.CONN_ESTABLISHED, psutil.CONN_CLOSE_WAIT)
            for one in psutil.net_connections("tcp")
        )

    def stop(self):
        """End both and wait until PostgreSQL has noticed; another stage of this database may still be open."""
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        wait_for(lambda: self._connected() == 0)

    def _connected(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s",
                [self.name],
            )
            return cursor.fetchone()[0]
