from datetime import time

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from core.jobs import runner, services, sweeper
from core.jobs.registry import periodic
from core.tenancy.scope import scope


@shared_task(name="core.jobs.run", ignore_result=True)
def run(dispatch_id: int):
    runner.run_dispatch(dispatch_id)


@shared_task(name="core.jobs.sweep", ignore_result=True)
def sweep():
    sweeper.sweep()


@periodic("jobs.forget_ended", label=_("Olvidando los trabajos de hace meses"), daily_at=time(2))
def forget_ended(run):
    with scope(run.ugel):
        return {"forgotten": services.forget_ended_jobs()}
