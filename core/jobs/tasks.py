from celery import shared_task

from core.jobs import runner, sweeper


@shared_task(name="core.jobs.run", ignore_result=True)
def run(dispatch_id: int):
    runner.run_dispatch(dispatch_id)


@shared_task(name="core.jobs.sweep", ignore_result=True)
def sweep():
    sweeper.sweep()
