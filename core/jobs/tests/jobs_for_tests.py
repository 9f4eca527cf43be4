"""Jobs that exist only while tests run; a worker process of the tests imports this module too."""

import time
from pathlib import Path

from core.jobs.registry import job
from core.tenancy.errors import DomainError
from core.tenancy.models import Ugel
from core.tenancy.scope import current_ugel_id, scope


@job("jobs.test_count", label="Contando")
def count(run, *, up_to):
    for number in range(up_to):
        run.progress(number + 1, up_to, "Contando escuelas")
    with scope(run.ugel):
        return {"counted": up_to, "ugel": current_ugel_id(), "next": "/230008/informes/1/"}


@job("jobs.test_refuse", label="Negándose")
def refuse(run):
    raise DomainError("El archivo no es un padrón.")


@job("jobs.test_break", label="Rompiéndose")
def break_down(run):
    raise ZeroDivisionError("secret detail")


@job("jobs.test_slow", label="Tardando")
def slow(run, *, diary, release):
    """Writes each beginning and end into a file, and waits for the file `release` in between."""
    with Path(diary).open("a") as lines:
        lines.write(f"begin {run.attempt}\n")
    while not Path(release).exists():
        run.progress(1, 2, "Esperando")
        time.sleep(0.05)
    with Path(diary).open("a") as lines:
        lines.write(f"end {run.attempt}\n")
    return {"name": Ugel.objects.get(pk=run.ugel.pk).name}
