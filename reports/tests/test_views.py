import pytest

from core.documents.models import YearName
from core.jobs.models import Job
from core.tenancy.scope import scope
from reports.enums import Chapter
from reports.models import Report
from reports.tests.factories import make_issued_report, make_report, make_reviewed_report
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.world import make_person


def text(answer):
    """The page with every run of white space, no-break ones too, as one space."""
    return " ".join(answer.content.decode().split())


def test_planning_opens_a_draft_and_its_job(visit, elmer, declared, norte, post):
    answer = post(elmer, "reports:report_plan", {"period_start": "2026-01-01", "period_end": "2026-06-30"})

    report, job = Report.objects.get(), Job.objects.get()
    assert answer["Location"] == f"/230008/trabajos/{job.pk}/"
    assert (job.args, str(report.title)) == ({"report_id": report.pk}, "Informe de logros del 01/01/2026 al 30/06/2026")


def test_period_that_runs_backward_is_said_in_the_form(post, elmer, declared):
    answer = post(elmer, "reports:report_plan", {"period_start": "2026-12-31", "period_end": "2026-01-01"})

    assert answer.status_code == 422
    assert "El periodo termina antes de empezar. Revise las dos fechas." in text(answer)


def test_report_page_opens_with_the_figures_and_what_is_not_known(visit, elmer, built):
    page = text(visit(elmer, "reports:report_detail", built.pk))

    assert '<p class="value">63 %</p>' in page
    assert '<p class="count">5 de 8 escuelas</p>' in page
    assert "Escuelas con agua · Nadie preguntó: 1." in page
    assert page.index("Lo que no se sabe") < page.index("1. Problemática") < page.index("5. Lecciones aprendidas")


def test_draft_without_figures_says_what_to_do(visit, elmer, norte, declared):
    report = Report.objects.create(period_start="2026-01-01", period_end="2026-12-31", created_by=elmer)

    assert "Este informe aún no tiene cifras" in text(visit(elmer, "reports:report_detail", report.pk))


def test_percentage_opens_the_list_of_its_schools(visit, elmer, built, schools):
    page = text(visit(elmer, "reports:figure_detail", built.pk, "rivers.water"))

    assert [name for name in (s.name for s in schools) if name in page] == [s.name for s in schools[:8]]
    assert "Escuelas rurales con agua ÷ escuelas rurales" in page
    assert visit(elmer, "reports:figure_detail", built.pk, "rivers.nothing").status_code == 404


def test_reader_of_the_region_sees_what_was_issued(visit, raul, hilda, issued, norte):
    draft = make_report(by=hilda)

    page = text(visit(raul, "reports:report_list"))
    assert (issued.document.label in page, f"/informes/{draft.pk}/" in page) == (True, False)
    assert visit(raul, "reports:report_detail", draft.pk).status_code == 404
    assert visit(raul, "reports:figure_detail", draft.pk, "rivers.water").status_code == 404
    assert "Comprobar" not in text(visit(raul, "reports:report_detail", issued.pk))


def test_file_is_downloaded_under_the_ugels_name(visit, raul, issued_and_printed):
    answer = visit(raul, "reports:report_file", issued_and_printed.pk, "pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="230008-informe-2026-')
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert visit(raul, "reports:report_file", issued_and_printed.pk, "docx").status_code == 404


def test_issuing_asks_first_and_names_what_it_replaces(visit, hilda, issued):
    second = make_reviewed_report(by=hilda)

    page = text(visit(hilda, "reports:report_issue", second.pk))

    assert "Reemplaza al informe N.º 001-2026" in page
    assert not Report.objects.get(pk=second.pk).is_issued


def test_issuing_twice_says_that_somebody_was_first(visit, hilda, built):
    from reports.services.issuing import review_report

    review_report(report=built, by=hilda)
    visit(hilda, "reports:report_issue", built.pk, method="post")

    answer = visit(hilda, "reports:report_issue", built.pk, method="post", follow=True)

    assert "Otra persona cambió el estado de este informe." in text(answer)


def test_issued_report_can_be_checked(visit, elmer, issued):
    page = text(visit(elmer, "reports:report_verify", issued.pk))

    assert page.count("Coincide") == 4
    assert "Todas las cifras dan lo mismo." in page


def test_text_is_changed_in_a_draft_and_refused_afterwards(post, elmer, built, issue):
    lesson = built.texts.get(chapter=Chapter.LESSONS)

    answer = post(elmer, "reports:text_edit", {"title": "", "body": "Sumar."}, built.pk, lesson.pk)
    assert answer["Location"] == f"/230008/informes/{built.pk}/#capitulo-lessons"
    issue(built)

    assert post(elmer, "reports:text_edit", {"title": "", "body": "Otra."}, built.pk, lesson.pk).status_code == 403
    assert built.texts.get(chapter=Chapter.LESSONS).body == "Sumar."


def test_letterhead_takes_the_name_of_the_year(post, hilda, norte):
    post(hilda, "reports:letterhead_edit", {"year": "2027", "name": "«Año del Agua»"})

    assert [str(row) for row in YearName.objects.all()] == ["2027: Año del Agua"]


def test_region_table_shows_counts_and_who_issued_nothing(visit, raul, hilda, norte, sur, declared, at_noon, region):
    SchoolFactory.create_batch(3, centre="agua")
    make_issued_report(by=hilda)
    with scope(sur):
        SchoolFactory.create_batch(2, centre="agua")
        make_report(by=make_person("sonia", "ugel_head", ugel=sur))

    page = text(visit(raul, "reports:region_overview", follow=True, query="anio=2026"))

    norte_row = page[page.index("UGEL Norte</a></th>") : page.index("UGEL Sur</a></th>")]
    assert "<strong>100 %</strong>" in norte_row
    assert "3/3 · v1" in norte_row
    assert "menos de 10: no comparar" in norte_row
    assert f"/230008/informes/{Report.objects.issued().get().pk}/archivo/pdf/" in norte_row
    assert "sin informe" in page[page.index("UGEL Sur</a></th>") :]


@pytest.mark.parametrize("year", ["0000", "٢٠٢٦", "99999", "abcd", ""])
def test_region_table_of_no_year_is_this_year_s(visit, raul, norte, year):
    assert visit(raul, "reports:region_overview", follow=True, query=f"anio={year}").status_code == 200


def test_region_table_counts_the_current_report_only(visit, raul, hilda, issued, norte):
    make_issued_report(by=hilda)

    page = text(visit(raul, "reports:region_overview", follow=True, query="anio=2026"))

    assert (issued.document.label in page, "N.º 002-2026" in page) == (False, True)


def test_nobody_else_reads_the_region(visit, hilda, olga):
    assert [visit(p, "reports:region_overview", follow=True).status_code for p in (hilda, olga)] == [404, 404]


def test_home_of_the_head_names_what_waits_for_her(visit, hilda, elmer, schools, at_noon):
    report = make_reviewed_report(by=elmer)

    assert f"/230008/informes/{report.pk}/" in text(visit(hilda, "home"))
    assert f"/230008/informes/{report.pk}/" not in text(visit(elmer, "home"))


def test_indicator_list_shows_definitions_and_the_years_count(visit, elmer, built, norte):
    from reports.services.computing import compute_here

    compute_here(frame=built.frame)

    page = text(visit(elmer, "reports:indicator_list"))

    assert "<strong>63 %</strong><br>5 de 8" in page
    assert "Suma de docentes ÷ suma de secciones" in page


@pytest.mark.parametrize("name", ["reports:report_list", "reports:indicator_list"])
def test_list_queries_do_not_grow(norte, elmer, schools, at_noon, name):
    asked = []
    for count in (1, 2):
        for _ in range(count):
            make_issued_report(by=elmer)
        asked.append(len(queries_of(elmer, name, ugel=norte)))

    assert asked[0] == asked[1] <= 8


def test_figure_page_queries_do_not_grow_with_schools(norte, elmer, built):
    first = len(queries_of(elmer, "reports:figure_detail", built.pk, "rivers.water", ugel=norte))
    SchoolFactory.create_batch(3, centre="agua")
    larger = make_report(by=elmer)

    second = len(queries_of(elmer, "reports:figure_detail", larger.pk, "rivers.water", ugel=norte))
    assert first == second <= 8
