from datetime import UTC, time, timedelta

import pytest
from django.utils import timezone

from core.jobs import registry, runner, sweeper
from core.jobs.enums import JobState
from core.jobs.models import Dispatch, Job
from core.jobs.services import enqueue
from core.jobs.tests import jobs_for_tests  # noqa: F401
from core.tenancy.models import Ugel
from core.tenancy.scope import scope
from tests.world import as_owner


def dispatch_of(job):
    return Dispatch.objects.get(pk=job.dispatch_id)


@pytest.fixture
def queued(norte):
    return enqueue("jobs.test_count", up_to=1)


def test_fresh_job_is_left_to_its_own_message(queued):
    assert sweeper.sweep() == []


def test_job_whose_message_was_lost_is_sent_again(queued):
    Dispatch.objects.filter(pk=queued.dispatch_id).update(sent_at=timezone.now() - timedelta(minutes=2))

    assert sweeper.sweep() == [queued.dispatch_id]
    assert sweeper.sweep() == []


def test_job_whose_heart_stopped_is_queued_and_sent_again(queued):
    Dispatch.objects.filter(pk=queued.dispatch_id).update(
        state=JobState.RUNNING, attempts=1, heartbeat=timezone.now() - timedelta(minutes=1)
    )

    assert sweeper.sweep() == [queued.dispatch_id]
    assert dispatch_of(queued).state == JobState.QUEUED


def test_job_whose_heart_beats_is_left_alone(queued):
    Dispatch.objects.filter(pk=queued.dispatch_id).update(state=JobState.RUNNING, attempts=1, heartbeat=timezone.now())

    assert sweeper.sweep() == []
    assert dispatch_of(queued).state == JobState.RUNNING


def test_abandoned_job_without_attempts_left_ends_as_failed(queued):
    Dispatch.objects.filter(pk=queued.dispatch_id).update(
        state=JobState.RUNNING, attempts=3, heartbeat=timezone.now() - timedelta(minutes=1)
    )

    assert sweeper.sweep() == []
    assert dispatch_of(queued).state == JobState.FAILED


def test_job_due_later_is_sent_when_its_time_comes(norte):
    job = enqueue("jobs.test_count", up_to=1, due_at=timezone.now() + timedelta(hours=1))

    assert sweeper.sweep() == []
    Dispatch.objects.filter(pk=job.dispatch_id).update(due_at=timezone.now() - timedelta(seconds=1))
    assert sweeper.sweep() == [job.dispatch_id]


@pytest.fixture
def hourly(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    registry.periodic("jobs.test_hourly", label="Cada hora", every=timedelta(hours=1))(lambda run: {"at": "hour"})


def periodic_rows(kind):
    return Dispatch.objects.filter(kind=kind, is_periodic=True).order_by("ugel__code")


def test_periodic_job_is_promised_once_a_slot_for_every_active_ugel(norte_closed, sur, hourly):
    with as_owner():
        Ugel.objects.filter(pk=sur.pk).update(is_active=False)

    sweeper.plan_periodic()
    sweeper.plan_periodic()

    assert [row.ugel for row in periodic_rows("jobs.test_hourly")] == [norte_closed]


def test_periodic_job_runs_as_a_job_of_its_ugel(norte_closed, hourly):
    sweeper.plan_periodic()

    runner.run_dispatch(periodic_rows("jobs.test_hourly").get().pk)

    with scope(norte_closed):
        job = Job.objects.get()
    assert (job.label, job.state, job.result) == ("Cada hora", JobState.DONE, {"at": "hour"})


def test_daily_job_waits_for_the_ugels_own_clock(norte_closed, sur, monkeypatch):
    """Midnight has always passed: what differs is the moment it did."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    registry.periodic("jobs.test_daily", label="Diario", daily_at=time(0, 0))(lambda run: None)
    with as_owner():
        Ugel.objects.filter(pk=sur.pk).update(time_zone="Asia/Bishkek")

    sweeper.plan_periodic()

    slots = {row.ugel_id: row.due_at for row in periodic_rows("jobs.test_daily")}
    now = timezone.now()
    assert set(slots) == {norte_closed.pk, sur.pk}
    assert all(now - timedelta(days=1) < slot <= now for slot in slots.values())
    assert slots[norte_closed.pk].astimezone(UTC).hour == 5  # midnight in Lima
    assert slots[sur.pk].astimezone(UTC).hour == 18  # midnight in Bishkek
