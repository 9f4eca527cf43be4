"""What papers printed stands apart from what is counted; a programme stands on the cover of its days."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from core.tenancy.errors import ChangedMeanwhile
from core.tenancy.scope import scope
from core.ui.numbers import NBSP
from partners.tests.factories import PartnerFactory
from reports.models import Programme, ReportedFigure
from reports.selectors.reading import Reading
from reports.selectors.stated import months_of
from reports.services import stated
from reports.services.building import count_report
from reports.services.printing import html_of
from reports.services.spreadsheet import workbook_of
from reports.tests.conftest import make_schools
from tests.queries import queries_of

YEAR = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
SAID = {**YEAR, "label": "II.EE. con agua", "source": "Afiche de marzo"}


def tell(by, **told):
    return stated.tell_figure(by=by, **{**SAID, "indicator": "rivers.water", **told})


def told_of(report):
    return Reading(count_report(report_id=report.pk)).reported


@pytest.mark.parametrize(
    ("value", "printed", "said"),
    [
        ("62.5", "62,5 %", "calculado 62,5 %, impreso 62,5 %: coinciden"),
        ("61.9", "61,9%", "calculado 62,5 %, impreso 61,9%: 0,6 puntos de diferencia"),
        ("63", "63%", "calculado 63 %, impreso 63%: coinciden"),
        ("75", "75%", "calculado 63 %, impreso 75%: 12 puntos de diferencia"),
    ],
)
def test_a_printed_percentage_is_compared_with_as_many_decimals_as_it_has(built, elmer, value, printed, said):
    tell(elmer, value=Decimal(value), printed=printed)

    (one,) = told_of(built)

    assert one["compared"].replace(NBSP, " ") == said


def test_a_printed_count_is_compared_with_how_many_count(built, elmer):
    tell(elmer, unit="count", value=Decimal(7), printed="7")

    assert told_of(built)[0]["compared"] == "calculado 5, impreso 7: diferencia de 2"


def test_what_the_paper_gives_no_number_of_is_unknown_and_compared_with_nothing(built, elmer):
    tell(elmer, label="Niñas que volvieron")
    tell(elmer, label="Comidas", printed="tres veces")
    tell(elmer, label="Árboles", indicator="", unit="count", value=Decimal(9), printed="9")

    html = html_of(Reading(count_report(report_id=built.pk)))

    assert [(one["printed"], one["compared"]) for one in told_of(built)] == [("", ""), ("tres veces", ""), ("9", "")]
    row = html.split("Niñas que volvieron")[1].split("</tr>")[0]
    assert "sin dato" in row
    assert "nada comparable" in row


def test_only_what_speaks_of_a_day_of_the_report_is_in_it(built, elmer):
    tell(elmer, label="Del año", value=Decimal(1), printed="1")
    tell(elmer, label="Roza", period_start=date(2025, 1, 1), period_end=date(2026, 1, 1))
    tell(elmer, label="De antes", period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))

    assert [one["label"] for one in told_of(built)] == ["Roza", "Del año"]


def test_it_is_no_figure_and_an_issued_report_keeps_it_as_it_was(built, elmer, issue):
    figure = tell(elmer, value=Decimal(75), printed="75%")
    count_report(report_id=built.pk)
    built.refresh_from_db()
    issue(built)
    stated.correct_figure(figure=figure, by=elmer, **{**SAID, "value": Decimal(80), "printed": "80%"})
    stated.take_away(said=figure, by=elmer)
    built.refresh_from_db()
    reading = Reading(built)

    assert [one["printed"] for one in reading.reported] == ["75%"]
    assert reading.by_code["rivers.water"].numerator == 5
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(reading)))
    sheet = book["Impresas en otros papeles"]
    assert [sheet.cell(2, at).value for at in (1, 5, 6, 8)] == ["II.EE. con agua", 75, "75%", 63]


def test_taken_away_it_can_be_put_back(built, elmer):
    figure = tell(elmer, value=Decimal(75), printed="75%")
    stated.take_away(said=figure, by=elmer)
    assert told_of(built) == []
    with pytest.raises(stated.TakenAway):
        stated.correct_figure(figure=figure, by=elmer, **SAID)

    stated.put_back(said=figure, by=elmer)

    assert len(told_of(built)) == 1


def test_who_was_slower_reads_the_correction_first(norte, elmer):
    figure = tell(elmer, value=Decimal(75), printed="75%")
    stated.correct_figure(figure=figure, by=elmer, version=1, **{**SAID, "value": Decimal(76), "printed": "76%"})

    with pytest.raises(ChangedMeanwhile):
        stated.correct_figure(figure=figure, by=elmer, version=1, **{**SAID, "value": Decimal(77), "printed": "77%"})

    figure.refresh_from_db()
    assert (figure.value, figure.version) == (76, 2)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"value": Decimal(75)}, stated.PrintedMissing),
        ({"period_end": date(2025, 1, 1)}, stated.DaysTurned),
    ],
)
def test_what_cannot_be_printed_is_refused(norte, elmer, told, refusal):
    with pytest.raises(refusal):
        tell(elmer, **told)
    assert not ReportedFigure.objects.exists()


def test_a_programme_stands_on_the_cover_of_the_reports_of_its_months(built, elmer):
    funder = PartnerFactory(name="Fondo del Agua", short_name="", created_by=elmer)
    days = {"period_start": date(2025, 6, 1), "period_end": date(2026, 7, 31)}
    stated.tell_programme(name="Agua para todos", funders=[funder], other_funders="Los vecinos", by=elmer, **days)
    gone = stated.tell_programme(name="Otro", by=elmer, **days)
    stated.take_away(said=gone, by=elmer)

    cover = html_of(Reading(count_report(report_id=built.pk))).split("<main>")[1].split('class="grid"')[0]

    assert "Programa Agua para todos</strong> · 06/2025–07/2026" in cover
    assert "Lo financian: Fondo del Agua, Los vecinos" in cover
    assert "Otro" not in cover


def test_a_programme_is_corrected_with_who_pays(norte, elmer):
    first, second = PartnerFactory.create_batch(2, created_by=elmer)
    programme = stated.tell_programme(name="Agua", funders=[first], by=elmer, **YEAR)

    stated.correct_programme(programme=programme, funders=[second], by=elmer, version=1, name="Agua", **YEAR)

    programme.refresh_from_db()
    assert [row.partner for row in programme.funders.all()] == [second]
    assert programme.version == 2


def test_one_month_is_written_once():
    assert months_of({"period_start": "2026-03-01", "period_end": "2026-03-31"}) == "03/2026"


def test_the_pages_tell_correct_take_away_and_put_back(norte, elmer, post, visit):
    fields = {
        "label": "Con agua", "unit": "percent", "value": "86", "printed": "86 %", "source": "Afiche",
        "period_start": "2026-01-01", "period_end": "2026-12-31",
    }  # fmt: skip
    assert post(elmer, "reports:reported_add", {**fields, "printed": ""}).status_code == 422
    post(elmer, "reports:reported_add", fields)
    figure = ReportedFigure.objects.get()
    post(elmer, "reports:reported_edit", {**fields, "value": "85", "printed": "85 %", "version": "1"}, figure.pk)
    post(elmer, "reports:reported_strike", {}, figure.pk)
    page = visit(elmer, "reports:reported_list").content.decode()
    assert "Volver a ponerla" in page
    assert "85 %" in page
    assert visit(elmer, "reports:reported_edit", figure.pk).status_code == 404
    post(elmer, "reports:reported_restore", {}, figure.pk)
    assert ReportedFigure.objects.standing().get().value == 85

    post(elmer, "reports:programme_add", {**YEAR, "name": "Agua", "funders": [PartnerFactory(created_by=elmer).pk]})
    programme = Programme.objects.get()
    assert programme.funders.count() == 1
    post(elmer, "reports:programme_edit", {**YEAR, "name": "Agua clara", "version": "1"}, programme.pk)
    programme.refresh_from_db()
    assert (programme.name, programme.funders.count()) == ("Agua clara", 0)


@pytest.mark.parametrize("url", ["reports:reported_list", "reports:programme_list"])
def test_questions_do_not_grow_with_rows(norte, elmer, url):
    def add():
        tell(elmer, value=Decimal(75), printed="75%")
        stated.tell_programme(name="Agua", funders=[PartnerFactory(created_by=elmer)], by=elmer, **YEAR)

    add()
    one = queries_of(elmer, url, ugel=norte)
    add()
    add()
    assert len(queries_of(elmer, url, ugel=norte)) == len(one)


def test_another_ugels_are_in_no_report(built, norte, sur, elmer):
    with scope(sur):
        make_schools(wet=1)
        tell(elmer, value=Decimal(75), printed="75%")
        stated.tell_programme(name="Del sur", by=elmer, **YEAR)

    with scope(norte):
        reading = Reading(count_report(report_id=built.pk))
        assert (reading.reported, reading.programmes) == ([], [])
