from datetime import date

import pytest
from django.core.files.storage import default_storage

from core.audit.models import Entry
from core.strategies.registry import ReportSection
from core.tenancy.scope import scope
from reports.enums import Chapter
from reports.models import IndicatorResult, Report, ReportText
from reports.selectors.reading import Reading
from reports.services.building import (
    PeriodNotBegun,
    PeriodRunsBackward,
    PeriodTooLong,
    count_report,
    order_build,
    plan_report,
)
from reports.services.issuing import review_report
from reports.services.texts import ReportIsReviewed, save_text, write_texts
from reports.tests.conftest import POINTS, WATER, run_job
from reports.tests.factories import make_report
from schools.models import School


def test_build_counts_writes_and_prints(printed, norte):
    reading = Reading(printed)

    assert [(f.code, f.value, f.fraction) for f in reading.figures] == [
        ("rivers.water", "63\u00a0%", "5 de 8 escuelas"),
        ("rivers.points", "9", "9 escuelas"),
        ("rivers.teachers", "sin dato", ""),
    ]
    assert reading.period_words == "Del 01/01/2026 al 31/12/2026 · avance al 23/11/2026"
    assert sorted(printed.files.values_list("kind", flat=True)) == ["pdf", "xlsx"]
    assert [entry.verb for entry in Entry.objects.of(printed)] == ["reports.report_planned"]


def test_cut_off_of_a_period_that_ended_is_its_last_moment_by_the_ugels_clock(norte, elmer, declared, at_noon):
    report = make_report(by=elmer, period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))

    assert report.cut_off.isoformat() == "2025-12-31T23:59:59-05:00"
    assert not Reading(report).is_advance


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        (date(2026, 12, 31), date(2026, 1, 1), PeriodRunsBackward),
        (date(2027, 1, 1), date(2027, 12, 31), PeriodNotBegun),
        (date(2020, 1, 1), date(2026, 12, 31), PeriodTooLong),
    ],
)
def test_period_that_cannot_be_reported_is_refused(norte, elmer, at_noon, start, end, refusal):
    with pytest.raises(refusal):
        plan_report(period_start=start, period_end=end, by=elmer)
    assert not Report.objects.exists()


def test_new_report_carries_the_last_ones_texts_over(built, elmer):
    lesson = built.texts.get(chapter=Chapter.LESSONS)
    save_text(text=lesson, title="", body="Sumar esfuerzos.")

    later = make_report(by=elmer)

    assert later.texts.get(chapter=Chapter.LESSONS).body == "Sumar esfuerzos."
    assert built.texts.count() == later.texts.count()


def test_first_report_begins_with_what_the_figures_say(built):
    problems = built.texts.get(chapter=Chapter.PROBLEMS)

    assert problems.body == "- Escuelas con agua: {rivers.water}."
    (chapter,) = [c for c in Reading(built).chapters if c["chapter"] == Chapter.PROBLEMS]
    assert chapter["texts"][0].body.startswith("- Escuelas con agua: 63\u00a0% (5 de 8; de 1 no se sabe).")


def test_words_somebody_wrote_are_left_alone_by_the_next_count(built, elmer):
    problems = built.texts.get(chapter=Chapter.PROBLEMS)
    save_text(text=problems, title="", body="Falta agua.")

    count_report(report_id=built.pk)

    assert built.texts.get(chapter=Chapter.PROBLEMS).body == "Falta agua."


def test_quoted_figure_follows_the_count(built, elmer):
    write_texts(report=built, texts=[{"chapter": "lessons", "body": "El {rivers.water} tiene; {no.such} no se sabe."}])

    (text,) = Reading(built).texts

    assert text.body == "El 63\u00a0% (5 de 8; de 1 no se sabe) tiene; sin dato no se sabe."


def test_achievement_nobody_measures_is_without_data_and_said_so(built):
    write_texts(
        report=built,
        texts=[
            {"chapter": "achievements", "title": "LOGRO 4", "body": "Adoptadas.", "indicators": ["adoptions.neediest"]}
        ],
    )

    reading = Reading(built)

    assert [text.figure for text in reading.achievements] == [None]
    assert "LOGRO 4: el sistema todavía no lo mide." in reading.unknowns


def test_unknowns_are_said_before_anybody_asks(built):
    assert Reading(built).unknowns == ["Escuelas con agua · Nadie preguntó: 1."]


def test_report_without_an_ambito_says_there_is_no_denominator(norte, elmer, declared, at_noon):
    report = make_report(by=elmer)

    assert Reading(report).unknowns[0] == "No hay un ámbito congelado para 2026: sin él no hay denominador."


def test_groups_of_a_figure_part_everybody_once(built, schools):
    figure = Reading(built).by_code["rivers.water"]

    assert [(group.label, len(group.ids)) for group in figure.groups] == [
        ("Cumplen", 5),
        ("Nadie preguntó", 1),
        ("No cumplen", 2),
    ]
    assert sorted(pk for group in figure.groups for pk in group.ids) == sorted(s.pk for s in schools[:8])


def test_change_since_the_last_issued_report(issued, elmer, time_machine):
    School.objects.filter(name="Seca 0").update(centre="agua")
    time_machine.move_to("2026-12-20T17:00:00Z", tick=False)

    figures = Reading(make_report(by=elmer)).by_code

    # 6 of 8 = 75 %, up from 63 %.
    assert (figures["rivers.water"].change, figures["rivers.water"].previous_label) == (12, issued.document.label)
    assert figures["rivers.points"].change == 0
    assert figures["rivers.teachers"].change is None


def test_figure_with_another_definition_is_not_compared(issued, elmer, declared, time_machine):
    declared(WATER.__class__(**{**WATER.__dict__, "version": 2}), POINTS)
    time_machine.move_to("2026-12-20T17:00:00Z", tick=False)

    figure = Reading(make_report(by=elmer)).by_code["rivers.water"]

    assert figure.change is None
    assert figure.change_note == "La definición cambió: no se compara con el informe anterior."


def test_failed_section_is_said_in_its_place_and_the_rest_goes_on(norte, elmer, declared, schools):
    def broken(report):
        School.objects.raw("SELECT nothing FROM nowhere")[0]

    section = {"chapter": Chapter.LESSONS, "template": "reports/sections/figures.html"}
    declared(
        WATER,
        report_sections=[
            ReportSection(key="rivers.broken", title="Caudales", build=broken, order=1, **section),
            ReportSection(key="rivers.whole", title="Todo", build=lambda report: {"rows": []}, order=2, **section),
        ],
    )

    reading = Reading(make_report(by=elmer))

    printed = {s["key"]: s["has_failed"] for s in reading.data["sections"] if s["key"].startswith("rivers.")}
    assert printed == {"rivers.broken": True, "rivers.whole": False}
    assert "La sección «Caudales» no se pudo armar." in reading.unknowns


def test_new_count_replaces_the_drafts_files(printed, elmer):
    old = set(printed.files.values_list("key", flat=True))

    run_job(order_build(report=printed, by=elmer))

    new = set(printed.files.values_list("key", flat=True))
    assert (len(new), new & old) == (2, set())


def test_build_killed_in_the_middle_and_run_again_ends_once(built, elmer, monkeypatch):
    """The first attempt dies after the count; the second starts anew and leaves one of everything."""
    from django.db import OperationalError

    from reports.services import building

    job = order_build(report=built, by=elmer)
    with monkeypatch.context() as patch:
        patch.setattr(building, "print_files", lambda **_: (_ for _ in ()).throw(OperationalError("terminating")))
        with pytest.raises(OperationalError):
            run_job(job)
    run_job(job)

    assert IndicatorResult.objects.filter(report=built).count() == 3
    assert sorted(built.files.values_list("kind", flat=True)) == ["pdf", "xlsx"]
    assert all(default_storage.exists(file.key) for file in built.files.all())


def test_reviewed_report_is_not_rewritten(built, elmer):
    text = ReportText.objects.filter(report=built).first()
    review_report(report=built, by=elmer)

    with pytest.raises(ReportIsReviewed):
        save_text(text=text, title="", body="Otra cosa")
    assert run_job(order_build(report=built, by=elmer)).error == str(ReportIsReviewed())


def test_reports_of_another_ugel_are_not_there(built, sur):
    with scope(sur):
        assert not Report.objects.exists()
        assert not ReportText.objects.exists()
        assert not IndicatorResult.objects.exists()
