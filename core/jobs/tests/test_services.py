from datetime import time, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from core.jobs import progress, registry, runner, tasks
from core.jobs.enums import JobState
from core.jobs.models import Dispatch, Job
from core.jobs.services import JobFailed, enqueue, forget_ended_jobs, run_inline
from core.jobs.tests import jobs_for_tests  # noqa: F401
from core.tenancy.errors import NoTenant
from core.tenancy.scope import scope


def test_enqueue_promises_a_job_of_the_open_scope(norte, elmer):
    job = enqueue("jobs.test_count", by=elmer, up_to=3)

    assert (job.label, job.args, job.created_by, job.state) == ("Contando", {"up_to": 3}, elmer, JobState.QUEUED)
    dispatch = Dispatch.objects.get(pk=job.dispatch_id)
    assert (dispatch.ugel, dispatch.kind, dispatch.attempts) == (norte, "jobs.test_count", 0)


def test_enqueue_refuses_a_name_nobody_declared(norte):
    with pytest.raises(LookupError, match=r"No job is called 'jobs\.unheard_of'"):
        enqueue("jobs.unheard_of")


def test_enqueue_needs_a_scope(db):
    with pytest.raises(NoTenant):
        enqueue("jobs.test_count", up_to=1)


def test_enqueue_sends_only_what_was_committed(norte, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue("jobs.test_count", up_to=1)
        enqueue("jobs.test_count", up_to=1, due_at=timezone.now() + timedelta(hours=1))

    assert len(callbacks) == 1


def test_run_dispatch_ends_with_the_result_on_the_row(norte):
    job = enqueue("jobs.test_count", up_to=3)

    runner.run_dispatch(job.dispatch_id)

    job = Job.objects.get(pk=job.pk)
    assert job.state == JobState.DONE
    assert job.result == {"counted": 3, "ugel": norte.pk, "next": "/230008/informes/1/"}
    assert job.summary == "Contando escuelas"
    assert job.next_url == "/230008/informes/1/"
    assert progress.read(norte.pk, job.pk) == progress.Progress(3, 3, "Contando escuelas")


def test_run_dispatch_of_a_finished_job_does_nothing(norte):
    job = enqueue("jobs.test_count", up_to=1)

    assert runner.run_dispatch(job.dispatch_id) is not None
    assert runner.run_dispatch(job.dispatch_id) is None
    assert Dispatch.objects.get(pk=job.dispatch_id).attempts == 1


def test_run_dispatch_before_its_time_does_nothing(norte):
    job = enqueue("jobs.test_count", up_to=1, due_at=timezone.now() + timedelta(hours=1))

    assert runner.run_dispatch(job.dispatch_id) is None
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED


def test_refusal_ends_the_job_with_its_sentence(norte):
    job = enqueue("jobs.test_refuse")

    runner.run_dispatch(job.dispatch_id)

    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.reason) == (JobState.FAILED, "El archivo no es un padrón.")


def test_unexpected_error_ends_calmly_and_tells_no_detail(norte):
    job = enqueue("jobs.test_break")

    runner.run_dispatch(job.dispatch_id)

    job = Job.objects.get(pk=job.pk)
    assert job.state == JobState.FAILED
    assert job.reason == "Ocurrió un error que no esperábamos y quedó registrado. Puede intentarlo otra vez."


def test_job_whose_attempts_are_used_up_is_given_up(norte):
    job = enqueue("jobs.test_count", up_to=1)
    Dispatch.objects.filter(pk=job.dispatch_id).update(state=JobState.RUNNING, attempts=3)

    assert runner.run_dispatch(job.dispatch_id) is None
    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.reason) == (
        JobState.FAILED,
        "No se pudo terminar después de varios intentos. Puede pedirlo otra vez.",
    )


def test_run_inline_prints_progress_and_returns_the_result(norte_closed):
    said = []

    result = run_inline("jobs.test_count", ugel=norte_closed, echo=said.append, up_to=2)

    assert result["counted"] == 2
    assert said == ["Contando escuelas 1/2", "Contando escuelas 2/2"]


def test_run_inline_raises_the_jobs_own_sentence(norte_closed):
    with pytest.raises(JobFailed, match=r"El archivo no es un padrón\."):
        run_inline("jobs.test_refuse", ugel=norte_closed)


def test_run_inline_lets_an_unexpected_error_through(norte_closed):
    with pytest.raises(ZeroDivisionError):
        run_inline("jobs.test_break", ugel=norte_closed)


def test_jobs_of_another_ugel_are_not_there(norte, sur):
    job = enqueue("jobs.test_count", up_to=1)

    with scope(sur):
        assert list(Job.objects.all()) == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM jobs_job WHERE id = %s", [job.pk])
            assert cursor.fetchone() == (0,)
    assert list(Job.objects.all()) == [job]


def test_progress_keys_carry_the_tenant(norte, sur):
    progress.write(norte.pk, 7, progress.Progress(1, 2, "Norte"))

    assert progress.read(sur.pk, 7) == progress.Progress()
    assert progress.read(norte.pk, 7).percent == 50


def ended(days, *, state=JobState.DONE, is_periodic=False, **columns):
    """A job that ended so many days ago."""
    job = enqueue("jobs.test_count", up_to=1)
    moment = timezone.now() - timedelta(days=days)
    Dispatch.objects.filter(pk=job.dispatch_id).update(
        state=state, is_periodic=is_periodic, due_at=moment - timedelta(days=1), **{"heartbeat": moment, **columns}
    )
    return job.dispatch_id


def test_jobs_that_ended_long_ago_are_forgotten_and_no_other(norte, sur):
    kept = [
        ended(89),
        ended(91, state=JobState.QUEUED),
        ended(91, state=JobState.RUNNING),
        ended(6, is_periodic=True),
    ]
    with scope(sur):
        theirs = ended(400)
    ended(91)
    ended(91, state=JobState.FAILED)
    ended(8, is_periodic=True)
    ended(90, heartbeat=None)

    assert forget_ended_jobs() == 4
    assert forget_ended_jobs() == 0
    assert sorted(Dispatch.objects.values_list("pk", flat=True)) == sorted([*kept, theirs])
    assert Job.objects.count() == len(kept)
    with scope(sur):
        assert Job.objects.count() == 1


def test_the_file_of_a_forgotten_job_goes_with_it(norte, django_capture_on_commit_callbacks):
    keys = [default_storage.save("230008/exportaciones/a.xlsx", ContentFile(b"x")) for _ in range(2)]
    for key, days in zip(keys, (91, 1), strict=True):
        Job.objects.filter(dispatch=ended(days)).update(result={"key": key})
    with django_capture_on_commit_callbacks(execute=True):
        forget_ended_jobs()
    assert [default_storage.exists(key) for key in keys] == [False, True]


def test_beat_forgets_for_every_ugel(norte, sur):
    registry.periodic("jobs.forget_ended", label="Olvidando", daily_at=time(2))(tasks.forget_ended)
    for ugel in (norte, sur):
        with scope(ugel):
            ended(91)
        assert run_inline("jobs.forget_ended", ugel=ugel) == {"forgotten": 1}
