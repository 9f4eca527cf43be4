"""Imports under real conditions: two people at once, a worker that dies in the middle, the command line."""

import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.jobs import sweeper
from core.jobs.enums import JobState
from core.jobs.models import Dispatch, Job
from core.jobs.services import enqueue
from core.tenancy.scope import scope
from schools.enums import ImportState
from schools.models import Enrolment, PadronChange, PadronImport, School, Service
from schools.services import padron_imports as life
from schools.services.padron_reading import import_file
from schools.tests.padron_files import dbf_bytes, row, write_csv, write_zip
from tests.workers import wait_for

JOBS = "schools.tasks"


@pytest.fixture
def preview(norte_closed, tmp_path):
    path = write_csv(tmp_path / "Padron_web_20260918.csv", [row("7000003"), row("7000011", CODLOCAL="700002")])
    return import_file(path, ugels=[norte_closed], apply=False).imports[0]


def at_once(ugel, *calls):
    """What each call gave or raised when they began together, each on its own connection."""
    start = Barrier(len(calls))

    def one(call):
        try:
            with scope(ugel):
                start.wait()
                return call()
        except Exception as error:  # the test looks at what came out
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as people:
        return list(people.map(one, calls))


@pytest.mark.django_db(transaction=True)
def test_two_people_confirm_at_once_and_one_of_them_is_told(norte_closed, preview):
    def confirm():
        return life.confirm_import(padron_import=preview, by=None).state

    assert sorted(map(str, at_once(norte_closed, confirm, confirm))) == sorted(
        map(str, [ImportState.APPLYING, life.NotWaiting])
    )


@pytest.mark.django_db(transaction=True)
def test_two_jobs_apply_at_once_and_everything_is_there_once(norte_closed, preview):
    with scope(norte_closed):
        life.confirm_import(padron_import=preview, by=None)

    at_once(norte_closed, lambda: life.apply_import(preview), lambda: life.apply_import(preview))

    with scope(norte_closed):
        assert (Service.objects.count(), School.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_confirming_while_another_discards_leaves_one_decision(norte_closed, preview):
    outcomes = at_once(
        norte_closed,
        lambda: life.confirm_import(padron_import=preview, by=None).state,
        lambda: life.discard_import(padron_import=preview).state,
    )

    with scope(norte_closed):
        preview.refresh_from_db()
        assert life.NotWaiting in outcomes and preview.state in outcomes


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_writes_leaves_nothing_half_done(start_worker, norte_closed, preview):
    with scope(norte_closed):
        life.confirm_import(padron_import=preview, by=None)
        job = enqueue("schools.apply_padron", import_id=preview.pk)
    with other_connection() as someone:
        # Somebody else is about to add the same department: the job has to wait in the middle of its writing.
        someone.execute(
            "INSERT INTO schools_territory (code, kind, name, search_name, country) "
            "VALUES ('23', 'department', 'TACNA', 'tacna', 'PE')"
        )
        first = start_worker(JOBS)
        wait_for(lambda: waiting_for_a_lock(someone), first.log.read_text)
        first.kill()
        someone.rollback()
    with scope(norte_closed):
        assert (School.objects.count(), Service.objects.count()) == (0, 0)

    second = start_worker(JOBS)
    wait_for(lambda: job.dispatch_id in sweeper.sweep())
    wait_for(lambda: Dispatch.objects.get(pk=job.dispatch_id).state == JobState.DONE, second.log.read_text)

    with scope(norte_closed):
        preview.refresh_from_db()
        assert (preview.state, School.objects.count(), Service.objects.count()) == ("applied", 2, 2)
        assert Job.objects.get(pk=job.pk).dispatch.attempts == 2


def other_connection():
    settings = connection.settings_dict
    return psycopg.connect(
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"],
    )


def waiting_for_a_lock(connection):
    return connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]


# --- the command line --------------------------------------------------------------------------------------------


def run(*arguments):
    out = io.StringIO()
    call_command("import_padron", *map(str, arguments), stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def test_the_command_imports_one_ugel_and_ends_with_one_json_line(norte, tmp_path):
    rows = [row("7000003"), row("7000011", NIV_MOD=""), row("7000029", CODOOII="010101")]
    path = write_csv(tmp_path / "Padron_web_20260918.csv", rows)

    said = run(path, "--ugel", "230008")

    assert {name: said[name] for name in ("new", "changed", "unchanged", "rejected", "missing", "reasons")} == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": 2,
        "missing": 0,
        "reasons": {"level": 1, "other_ugel": 1},
    }
    assert School.objects.get().name == "43005 BOROGUEÑA"


def test_the_command_loads_a_national_zip_for_every_ugel(norte_closed, sur, tmp_path):
    content = dbf_bytes([row("7000003"), row("7000011", CODOOII="230009")])
    path = write_zip(tmp_path / "Padron_web_20260918.zip", {"Padron_web.dbf": content})

    said = run(path, "--all-ugels")

    assert (said["new"], said["ugels"], said["rejected"]) == (2, 2, 0)
    for ugel in (norte_closed, sur):
        with scope(ugel):
            assert (Service.objects.count(), PadronImport.objects.get().state) == (1, "applied")


def test_a_national_preview_waits_at_each_ugel_with_its_file(norte_closed, sur, tmp_path):
    rows = [row("7000003", CODINST="25255585"), row("7000011", CODINST="25255586")]
    path = write_zip(tmp_path / "Padron_web_20260918.zip", {"Padron_web.dbf": dbf_bytes(rows)})

    run(path, "--all-ugels", "--preview")

    from schools.services.padron_questions import answer_questions
    from schools.services.padron_reading import preview_upload, reread

    with scope(norte_closed):
        waiting = PadronImport.objects.get()
        answer_questions(padron_import=waiting, answers={"700001": "together"})
        reread(padron_import=waiting)
    preview_upload(norte_closed, import_id=waiting.pk)
    with scope(norte_closed):
        waiting.refresh_from_db()
        assert (waiting.state, waiting.new, PadronChange.objects.filter(noun="school").count()) == ("preview", 2, 1)
        assert not School.objects.exists()


def test_a_dry_run_counts_and_writes_nothing(norte, tmp_path):
    path = write_csv(tmp_path / "p.csv", [row("7000003")])

    assert run(path, "--ugel", "230008", "--dry-run")["new"] == 1
    assert not PadronImport.objects.exists() and not Enrolment.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vacío"),
        (b"%PDF", "no es un padrón"),
        (b"COD_MOD;ANEXO\n1;0\n", "le faltan columnas"),
    ],
)
def test_a_refused_file_ends_the_command_with_its_sentence(norte, tmp_path, content, sentence):
    path = tmp_path / "p.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        run(path, "--ugel", "230008")
    assert not PadronImport.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"), [(["--ugel", "999999"], "999999"), (["--ugel", "230008"], "nada.zip")]
)
def test_an_unknown_ugel_or_file_is_named(norte, tmp_path, arguments, sentence):
    file = tmp_path / "p.csv"
    if "999999" in arguments:
        write_csv(file, [row()])
    else:
        file = tmp_path / "nada.zip"

    with pytest.raises(CommandError, match=sentence):
        run(file, *arguments)


def test_a_refusal_is_a_non_zero_exit(tmp_path):
    bad = tmp_path / "p.csv"
    bad.write_bytes(b"%PDF")
    command = [sys.executable, "manage.py", "import_padron", str(bad), "--ugel", "000000"]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.returncode != 0 and "000000" in ended.stderr
