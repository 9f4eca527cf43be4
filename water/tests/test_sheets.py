"""The month's workbook goes out, is filled in and comes back: row by row, nothing overwritten unseen."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schools.tests.factories import SchoolFactory
from water.enums import HadWater
from water.models import DayState
from water.resources import NothingNew, NotOurSheet, rows_of, take_sheet
from water.tests.factories import tell
from water.tests.test_days import TODAY, YESTERDAY


@pytest.fixture
def book(school, rosa, elmer, visit):
    tell(school, rosa, YESTERDAY, litres=400)
    return openpyxl.load_workbook(io.BytesIO(visit(elmer, "water:sheet_download", query="mes=2026-09").content))


def row_of(book, day):
    return next(row for row in book.active.iter_rows(min_row=2) if row[2].value == f"{day:%d/%m/%Y}")


def sent(book):
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("agua.xlsx", out.getvalue())


def test_a_row_for_each_school_day_with_what_is_known(book):
    rows = list(book.active.iter_rows(min_row=2, values_only=True))

    assert len(rows) == 14
    assert [cell.value for cell in row_of(book, YESTERDAY)[3:]] == ["si", 400, "si 400"]
    assert [cell.value for cell in row_of(book, TODAY)[3:]] == [None, None, None]


def test_what_is_filled_in_is_noted_and_the_rest_left_alone(book, elmer, visit):
    row_of(book, TODAY)[3].value, row_of(book, TODAY)[4].value = "Parte", 250

    answer = visit(elmer, "water:sheet", method="post", query="mes=2026-09", data={"sheet": sent(book)}, follow=True)

    assert "Quedó anotado 1 día." in answer.content.decode()
    rows = DayState.objects.order_by("day").values_list("day", "state", "litres_left")
    assert list(rows) == [(YESTERDAY, "yes", 400), (TODAY, "partly", 250)]


def test_a_day_that_changed_meanwhile_and_bad_rows_are_refused_alone(book, school, rosa, elmer):
    tell(school, rosa, YESTERDAY, state=HadWater.NO)
    row_of(book, YESTERDAY)[3].value = "parte"
    first, second, third = list(book.active.iter_rows(min_row=2))[:3]
    first[3].value, second[3].value, third[3].value = "quizás", "si", "si"
    second[4].value, third[0].value = "mucho", "nadie"
    row_of(book, TODAY)[3].value = "no"

    taken = take_sheet(rows=rows_of(sent(book)), by=elmer)

    assert (taken.said, [number for number, _why in taken.refused]) == (1, [2, 3, 4, 14])
    assert DayState.objects.get(day=YESTERDAY).state == HadWater.NO


def test_a_sheet_that_says_nothing_new_or_is_another_one_is_told(book, elmer, visit):
    with pytest.raises(NothingNew):
        take_sheet(rows=rows_of(sent(book)), by=elmer)
    book.active["A1"] = "OTRA"
    with pytest.raises(NotOurSheet):
        list(rows_of(sent(book)))
    answer = visit(elmer, "water:sheet", method="post", data={"sheet": SimpleUploadedFile("x.xlsx", b"no")})
    assert answer.status_code == 422


def test_reading_the_month_asks_the_same_of_many_schools(school, django_assert_num_queries):
    from water.selectors.months import days_to_fill

    SchoolFactory.create_batch(4)
    with django_assert_num_queries(3):
        assert len(days_to_fill(TODAY.replace(day=1))) == 5 * 14


def test_a_refused_row_is_named_on_the_page(book, elmer, visit):
    row_of(book, TODAY)[3].value = "quizás"

    answer = visit(elmer, "water:sheet", method="post", query="mes=2026-09", data={"sheet": sent(book)}, follow=True)

    assert "Fila 15: AGUA debe ser si, parte o no." in answer.content.decode()


@pytest.mark.parametrize("typed", ["1.000", "1,000", "12.5", "-3", "NaN", "1000001", "9" * 5000])
def test_litres_that_two_people_read_differently_are_asked_again(book, elmer, typed):
    row_of(book, TODAY)[3].value, row_of(book, TODAY)[4].value = "si", typed

    taken = take_sheet(rows=rows_of(sent(book)), by=elmer)

    assert (taken.said, len(taken.refused), DayState.objects.count()) == (0, 1, 1)
    assert "LITROS" in taken.refused[0][1]
