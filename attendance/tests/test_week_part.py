"""Attendance in «Mi semana»: filled in, sent, corrected, refused, and never told twice without reading."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from attendance.models import WeekChange, WeekCount
from attendance.services import Line, record_week
from schools.services.calendar import save_closure
from schools.tests.factories import EnrolmentFactory, ServiceFactory

MONDAY = date(2026, 9, 14)
ONE = ("asistencia-enrolled_0", "asistencia-absent_0", "asistencia-uncaused_0")


@pytest.fixture
def school(service):
    return service.school


def page(visit, rosa, school, day="2026-09-14", **told):
    return visit(rosa, "schools:school_week", school.pk, day, **told)


def own(answer):
    """Attendance's form as the page shows it."""
    return next(form for part, form, _refused in answer.context["form"].own if part.key == "asistencia")


def refused(answer):
    return next(words for part, _form, words in answer.context["form"].own if part.key == "asistencia")


def as_typed(answer, **more):
    form = own(answer)
    shown = {field.html_name: "" if field.value() is None else str(field.value()) for field in form}
    return {**shown, form.seen_name: form.seen, **{f"asistencia-{name}": value for name, value in more.items()}}


def test_as_always_is_shown_and_then_sent(rosa, school, visit):
    opened = page(visit, rosa, school)
    assert [own(opened)[name].value() for name in ("enrolled_0", "absent_0", "uncaused_0")] == [10, None, None]
    assert 'data-usual="0"' in opened.content.decode()

    filled = page(visit, rosa, school, method="post", data=as_typed(opened) | {"fill": "usual"})
    assert [own(filled)[name].value() for name in ("enrolled_0", "absent_0", "uncaused_0")] == ["10", "0", "0"]
    assert not WeekCount.objects.exists()

    answer = page(visit, rosa, school, method="post", data=as_typed(filled), follow=True)
    assert WeekCount.objects.get().totals == (5, 50, 0, 0)
    assert "Ya entregada: 0 inasistencias de 10 estudiantes en 5 días de clase" in answer.content.decode()


def test_where_nobody_missed_the_cause_needs_no_answer(rosa, school, visit):
    page(visit, rosa, school, method="post", data=as_typed(page(visit, rosa, school), absent_0="0"))

    assert WeekCount.objects.get().totals == (5, 50, 0, 0)


def test_what_was_typed_stays_when_the_rest_is_filled(rosa, school, visit):
    typed = as_typed(page(visit, rosa, school), absent_0="4") | {"fill": "usual"}

    filled = page(visit, rosa, school, method="post", data=typed)

    assert [own(filled)[name].value() for name in ("absent_0", "uncaused_0")] == ["4", "0"]


def test_too_many_are_refused_beside_the_part_and_the_days_are_taken(rosa, school, visit):
    typed = as_typed(page(visit, rosa, school), absent_0="51", uncaused_0="0") | {f"agua-agua-{MONDAY}": "yes"}

    answer = page(visit, rosa, school, method="post", data=typed, follow=True)

    assert "Hay más inasistencias que estudiantes" in refused(answer)
    assert (own(answer)["absent_0"].value(), WeekCount.objects.count()) == ("51", 0)
    assert "Quedó anotada 1 respuesta" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"absent_0": "muchas", "uncaused_0": "0"}, "absent_0"),
        ({"absent_0": "4"}, "uncaused_0"),
        ({"enrolled_0": "", "absent_0": "1", "uncaused_0": "1"}, "enrolled_0"),
    ],
)
def test_a_value_that_cannot_be_read_says_so_where_it_stands(typed, name, rosa, school, visit):
    answer = page(visit, rosa, school, method="post", data=as_typed(page(visit, rosa, school), **typed))

    assert (answer.status_code, WeekCount.objects.count()) == (422, 0)
    assert list(own(answer).errors) == [name]


def test_left_as_it_stood_it_says_nothing(rosa, school, visit):
    typed = as_typed(page(visit, rosa, school)) | {f"agua-agua-{MONDAY}": "yes"}

    answer = page(visit, rosa, school, method="post", data=typed, follow=True)

    assert (refused(answer), WeekCount.objects.count()) == ("", 0)


def test_what_another_told_meanwhile_is_read_before_it_is_corrected(rosa, elmer, service, school, visit):
    typed = as_typed(page(visit, rosa, school), absent_0="3", uncaused_0="1")
    record_week(school=school, monday=MONDAY, lines=[Line(service.pk, 10, 7, 0)], by=elmer)

    answer = page(visit, rosa, school, method="post", data=typed)
    assert f"{elmer.full_name} ya contó esta semana: 7 inasistencias" in refused(answer)
    assert WeekCount.objects.get().absent_days == 7

    page(visit, rosa, school, method="post", data=as_typed(answer))
    assert (WeekCount.objects.get().absent_days, WeekChange.objects.get().old_absent_days) == (3, 7)


def test_it_is_asked_once_the_week_is_over(elmer, school, visit):
    with time_machine.travel(datetime(2026, 9, 16, 12, tzinfo=ZoneInfo("America/Lima"))):
        answer = page(visit, elmer, school)
        assert (own(answer).fields, "desde el último día de clase" in answer.content.decode()) == ({}, True)
    assert own(page(visit, elmer, school)).fields


def test_a_week_without_classes_asks_nothing(rosa, school, visit):
    save_closure(kind="strike", reason="Paro", from_date=MONDAY, to_date=MONDAY + timedelta(days=4), by=rosa)

    answer = page(visit, rosa, school)
    assert own(answer).fields == {}
    assert "No hubo clases esta semana" in answer.content.decode()
    assert "desde el último día de clase" not in answer.content.decode()


def test_lines_keep_their_order_once_they_are_handed_in(rosa, service, school, visit):
    first = ServiceFactory(school=school, level="A2", codigo_modular="0000001")
    EnrolmentFactory(service=first, count=3)
    typed = as_typed(page(visit, rosa, school), absent_0="1", uncaused_0="0", absent_1="2", uncaused_1="0")

    def order(answer):
        return [name for name, _fields in own(answer).groups]

    before = order(page(visit, rosa, school))
    after = order(page(visit, rosa, school, method="post", data=typed, follow=True))

    assert (after, WeekCount.objects.get().absent_days) == (before, 3)


def test_pupils_the_registry_does_not_know_are_proposed_from_the_week_before(rosa, service, school, visit):
    service.enrolments.all().delete()
    record_week(school=school, monday=MONDAY - timedelta(days=7), lines=[Line(service.pk, 14, 5, 0)], by=rosa)

    form = own(page(visit, rosa, school))

    assert (form["enrolled_0"].value(), form["absent_0"].value()) == (14, None)
