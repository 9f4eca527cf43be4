import json
import threading

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from core.documents.enums import DocumentState
from core.documents.models import Document
from core.documents.services import sha256_of
from core.strategies import registry
from core.tenancy.scope import scope
from reports.models import IndicatorResult, Report, ReportFile, ReportText
from reports.selectors.reading import Reading
from reports.services.building import order_build
from reports.services.files import print_files
from reports.services.issuing import ReportMoved, ReportNotBuilt, issue_report, return_report, review_report
from reports.services.texts import ReportIsIssued
from reports.services.verifying import drift_of, recount, verify_report
from reports.tests.conftest import run_job
from reports.tests.factories import make_report, make_reviewed_report
from schools.models import School
from schools.tests.factories import SchoolFactory
from tests.world import make_person

SHA = "ab" * 32


def test_issued_report_has_number_code_and_hashes(issued_and_printed):
    issued = issued_and_printed
    document = issued.document

    assert document.label == "N.º 001-2026"
    assert issued.snapshot_sha256 == document.snapshot_sha256 == sha256_of(issued.snapshot)
    pdf = issued.files.get(kind="pdf")
    assert document.file_sha256 == pdf.sha256 == sha256_of(default_storage.open(pdf.key).read())
    assert issued.content is None


def test_only_a_reviewed_report_is_issued(built, hilda):
    with pytest.raises(ReportMoved):
        issue_report(report=built, by=hilda)
    assert not Document.objects.exists()


def test_report_without_figures_is_not_reviewed(norte, elmer, declared, at_noon):
    draft = Report.objects.create(period_start="2026-01-01", period_end="2026-12-31", created_by=elmer)

    with pytest.raises(ReportNotBuilt):
        review_report(report=draft, by=elmer)


def test_reviewed_report_goes_back_for_changes(built, elmer):
    review_report(report=built, by=elmer)

    returned = return_report(report=built, by=elmer)

    assert (returned.state, returned.reviewed_by) == ("draft", None)


def test_later_report_of_the_period_supersedes_and_leaves_the_first_as_it_was(issued, elmer, hilda):
    before = Report.objects.values().get(pk=issued.pk)
    School.objects.filter(name="Seca 0").update(centre="agua")

    second = make_reviewed_report(by=elmer)
    issue_report(report=second, by=hilda)

    second.refresh_from_db()
    first = Report.objects.select_related("document").get(pk=issued.pk)
    assert second.supersedes == first
    assert (first.document.state, first.document.superseded_by) == (DocumentState.SUPERSEDED, second.document)
    assert Report.objects.values().get(pk=issued.pk) == before
    assert [Reading(report).by_code["rivers.water"].value for report in (first, second)] == ["63\u00a0%", "75\u00a0%"]


def test_frozen_snapshot_gives_the_same_figures_again(issued_and_printed, schools, monkeypatch):
    """Also when the schools and the strategy that counted them are gone."""
    School.objects.filter(pk__in=[school.pk for school in schools]).update(centre="", area="urban", name="Otra")
    monkeypatch.setattr(registry, "_declared", {})
    issued = issued_and_printed

    figures = json.loads(issued.snapshot)["figures"]
    assert {f["code"]: recount(f) for f in figures} == {
        "rivers.water": (5, 8),
        "rivers.points": (9, None),
        "rivers.teachers": (None, None),
    }
    assert [finding.holds for finding in verify_report(report=issued)] == [True] * 6
    reading = Reading(issued)
    assert reading.by_code["rivers.water"].value == "63\u00a0%"
    assert {row["name"] for row in reading.rows(reading.by_code["rivers.water"])} == {s.name for s in schools[:8]}


def test_verify_notices_a_file_that_was_changed(issued_and_printed):
    file = issued_and_printed.files.get(kind="pdf")
    default_storage.delete(file.key)
    with default_storage.open(file.key, "wb") as stored:
        stored.write(b"%PDF-forged")

    assert [f.name for f in verify_report(report=issued_and_printed) if not f.holds] == ["Huella del archivo PDF"]


def test_later_corrections_show_as_drift_and_change_nothing(issued):
    assert drift_of(report=issued) == []
    School.objects.filter(name__in=["Seca 0", "Seca 1"]).update(centre="agua")

    (drift,) = drift_of(report=issued)

    assert (drift.frozen, drift.today, drift.came, drift.went) == ("5 / 8", "7 / 8", 2, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda report: Report.objects.filter(pk=report.pk).update(snapshot="{}"),
        lambda report: Report.objects.filter(pk=report.pk).update(state="draft"),
        lambda report: Report.objects.filter(pk=report.pk).delete(),
        lambda report: ReportText.objects.filter(report=report).update(body="x"),
        lambda report: ReportText.objects.create(report=report, chapter="lessons", body="x"),
        lambda report: ReportText.objects.filter(report=report).delete(),
        lambda report: IndicatorResult.objects.filter(report=report).update(numerator=8),
        lambda report: IndicatorResult.objects.filter(report=report).delete(),
        lambda report: ReportFile.objects.filter(report=report).update(sha256=SHA[::-1]),
        lambda report: ReportFile.objects.filter(report=report).delete(),
    ],
)
def test_database_refuses_to_change_an_issued_report(issued, change):
    ReportFile.objects.create(report=issued, kind="xlsx", key="x", size=1, sha256=SHA)

    with pytest.raises(IntegrityError, match="is issued"), transaction.atomic():
        change(issued)


def test_printing_again_makes_only_what_is_missing(issued_and_printed, norte):
    before = list(issued_and_printed.files.order_by("pk").values())

    print_files(ugel=norte, report_id=issued_and_printed.pk)

    assert list(issued_and_printed.files.order_by("pk").values()) == before


def test_new_count_of_an_issued_report_is_refused(issued, elmer):
    assert run_job(order_build(report=issued, by=elmer)).error == str(ReportIsIssued())


@pytest.fixture
def town(norte_closed, declared):
    hilda = make_person("hilda", "ugel_head", ugel=norte_closed)
    with scope(norte_closed):
        SchoolFactory(centre="agua")
        return hilda, [make_reviewed_report(by=hilda), make_reviewed_report(by=hilda)]


def press_together(*presses):
    """Everybody presses at the same moment; what each got."""
    start, outcomes = threading.Barrier(len(presses)), []

    def go(press):
        try:
            start.wait()
            outcomes.append(press())
        except ReportMoved:
            outcomes.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=go, args=[press]) for press in presses]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return sorted(outcomes)


def issuing(ugel, report, by):
    def press():
        with scope(ugel):
            issue_report(report=report, by=by)
        return "issued"

    return press


@pytest.mark.django_db(transaction=True)
def test_two_heads_who_issue_one_report_issue_it_once(norte_closed, town):
    hilda, (report, _other) = town

    outcomes = press_together(*[issuing(norte_closed, report, hilda)] * 2)

    assert outcomes == ["issued", "refused"]
    with scope(norte_closed):
        assert [document.number for document in Document.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_two_drafts_of_a_period_issued_at_once_leave_one_current(norte_closed, town):
    hilda, reports = town

    outcomes = press_together(*[issuing(norte_closed, report, hilda) for report in reports])

    assert outcomes == ["issued", "issued"]
    with scope(norte_closed):
        assert sorted(Document.objects.values_list("number", "state")) == [(1, "superseded"), (2, "issued")]
        assert Report.objects.current().count() == 1


@pytest.mark.django_db(transaction=True)
def test_issuing_and_returning_at_once_do_one_of_the_two(norte_closed, town):
    hilda, (report, _other) = town

    def give_back():
        with scope(norte_closed):
            return_report(report=report, by=hilda)
        return "returned"

    outcomes = press_together(issuing(norte_closed, report, hilda), give_back)

    assert outcomes in (["issued", "refused"], ["refused", "returned"])
    with scope(norte_closed):
        assert Report.objects.get(pk=report.pk).is_issued is ("issued" in outcomes)


def test_draft_of_the_period_is_not_touched_by_issuing_another(issued, elmer):
    draft = make_report(by=elmer)

    assert draft.is_draft
    assert Reading(draft).data["supersedes"] is None
