import pytest
from django.utils.html import escape

from core.jobs import progress, runner
from core.jobs.models import Dispatch
from core.jobs.services import enqueue
from core.jobs.tests import jobs_for_tests  # noqa: F401
from tests.queries import queries_of


@pytest.fixture
def job(norte, elmer):
    return enqueue("jobs.test_count", by=elmer, up_to=3)


@pytest.mark.parametrize(
    ("person", "status"), [("elmer", 200), ("hilda", 200), ("gino", 404), ("delia", 404), ("raul", 404)]
)
def test_job_page_is_for_who_asked_and_who_runs_the_ugel(visit, job, request, person, status):
    assert visit(request.getfixturevalue(person), "jobs:job_detail", job.pk).status_code == status


def test_waiting_page_shows_how_far_it_is_and_renews_itself(visit, job, elmer, norte):
    progress.write(norte.pk, job.pk, progress.Progress(12, 28, "Contando escuelas"))

    page = visit(elmer, "jobs:job_detail", job.pk).content.decode()

    assert '<progress aria-label="Contando escuelas" value="12" max="28">' in page
    assert f'hx-get="/{norte.code}/trabajos/{job.pk}/"' in page
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in page


def test_waiting_page_says_where_the_job_is_found_again(visit, job, elmer, norte):
    page = visit(elmer, "jobs:job_detail", job.pk).content.decode()

    menu = page[page.index('<details class="drop">') : page.index('<main class="page"')]
    assert ("«Mis trabajos», en el menú de su nombre" in page, "Mis trabajos</a>" in menu) == (True, True)
    assert f'href="/{norte.code}/trabajos/"' in menu


def test_fragment_is_only_the_part_that_changes(visit, job, elmer):
    answer = visit(elmer, "jobs:job_detail", job.pk, **{"HX-Request": "true"})

    assert answer.content.decode().strip().startswith('<section id="job"')
    assert "HX-Request" in answer["Vary"]
    assert "no-store" in answer["Cache-Control"]


def test_finished_job_leads_on_to_its_result(visit, job, elmer):
    runner.run_dispatch(job.dispatch_id)

    assert visit(elmer, "jobs:job_detail", job.pk)["Location"] == "/230008/informes/1/"
    assert visit(elmer, "jobs:job_detail", job.pk, **{"HX-Request": "true"})["HX-Redirect"] == "/230008/informes/1/"


def test_failed_job_says_why_and_stops_asking(visit, norte, elmer):
    job = enqueue("jobs.test_refuse", by=elmer)
    runner.run_dispatch(job.dispatch_id)

    page = visit(elmer, "jobs:job_detail", job.pk).content.decode()

    assert "El archivo no es un padrón." in page
    assert "hx-get" not in page


def test_list_shows_what_beat_asked_for_only_where_it_failed(visit, norte, elmer):
    for state, label in (("done", "Cada hora"), ("failed", "Falló de noche")):
        job = enqueue("jobs.test_count", label=label, up_to=1)
        Dispatch.objects.filter(pk=job.dispatch_id).update(is_periodic=True, state=state)

    page = visit(elmer, "jobs:job_list").content.decode()

    assert ("Cada hora" in page, "Falló de noche" in page) == (False, True)


def test_list_shows_each_person_their_own(visit, norte, elmer, gino):
    enqueue("jobs.test_count", by=elmer, label="De Elmer", up_to=1)
    enqueue("jobs.test_count", by=gino, label="De Gino", up_to=1)

    assert [label in visit(gino, "jobs:job_list").content.decode() for label in ("De Elmer", "De Gino")] == [
        False,
        True,
    ]
    assert [label in visit(elmer, "jobs:job_list").content.decode() for label in ("De Elmer", "De Gino")] == [
        True,
        True,
    ]


def test_empty_list_teaches_what_will_be_there(visit, elmer):
    assert escape("Aún no hay trabajos") in visit(elmer, "jobs:job_list").content.decode()


def test_list_queries_do_not_grow(norte, elmer):
    asked = []
    for _ in range(2):
        enqueue("jobs.test_count", by=elmer, up_to=1)
        asked.append(len(queries_of(elmer, "jobs:job_list", ugel=norte)))
        enqueue("jobs.test_count", by=elmer, up_to=1)

    assert asked[0] == asked[1] <= 8
