"""What happens to a job when its worker dies, sleeps, or is sent the same message twice: real processes only."""

import signal
from pathlib import Path

import pytest

from core.jobs import sweeper
from core.jobs.enums import JobState
from core.jobs.models import Dispatch, Job
from core.jobs.services import enqueue, send
from core.jobs.tests import jobs_for_tests
from core.tenancy.scope import scope
from tests.workers import wait_for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
JOBS = jobs_for_tests.__name__


@pytest.fixture
def paths(tmp_path):
    return {"diary": str(tmp_path / "diary"), "release": str(tmp_path / "release")}


@pytest.fixture
def slow_job(start_worker, norte_closed, paths):
    with scope(norte_closed):
        return enqueue("jobs.test_slow", **paths)


def lines(paths):
    diary = Path(paths["diary"])
    return diary.read_text().splitlines() if diary.exists() else []


def release(paths):
    Path(paths["release"]).touch()


def state_of(job):
    return Dispatch.objects.get(pk=job.dispatch_id).state


def test_job_whose_worker_is_killed_ends_once(start_worker, norte_closed, slow_job, paths):
    first = start_worker(JOBS)
    wait_for(lambda: lines(paths) == ["begin 1"], first.log.read_text)
    first.kill()
    second = start_worker(JOBS)

    wait_for(lambda: sweeper.sweep() == [slow_job.dispatch_id])
    wait_for(lambda: lines(paths) == ["begin 1", "begin 2"], second.log.read_text)
    release(paths)
    wait_for(lambda: state_of(slow_job) == JobState.DONE, second.log.read_text)

    assert lines(paths) == ["begin 1", "begin 2", "end 2"]
    with scope(norte_closed):
        job = Job.objects.get()
    assert (job.result, job.dispatch.attempts) == ({"name": "UGEL Norte"}, 2)
    assert sweeper.sweep() == []


def test_job_sent_many_times_to_two_workers_runs_once(start_worker, slow_job, paths):
    workers = [start_worker(JOBS), start_worker(JOBS)]
    for _ in range(4):
        send(slow_job.dispatch_id)
    wait_for(lambda: lines(paths), workers[0].log.read_text)
    release(paths)

    # Every message is answered: the duplicates found the job locked or over.
    wait_for(lambda: sum(worker.log.read_text().count(" succeeded in ") for worker in workers) == 5)
    assert lines(paths) == ["begin 1", "end 1"]
    assert state_of(slow_job) == JobState.DONE


def test_job_of_a_sleeping_worker_is_not_begun_by_another(start_worker, slow_job, paths):
    sleeper = start_worker(JOBS)
    wait_for(lambda: lines(paths) == ["begin 1"], sleeper.log.read_text)
    sleeper.signal(signal.SIGSTOP)
    other = start_worker(JOBS)

    wait_for(lambda: sweeper.sweep() == [slow_job.dispatch_id])
    wait_for(lambda: " succeeded in " in other.log.read_text())
    assert lines(paths) == ["begin 1"]

    sleeper.signal(signal.SIGCONT)
    release(paths)
    wait_for(lambda: state_of(slow_job) == JobState.DONE, sleeper.log.read_text)
    assert lines(paths) == ["begin 1", "end 1"]
