from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from attendance import services
from attendance.models import ChronicCount
from schools.tests.factories import EnrolmentFactory
from tests.queries import queries_of

MONDAY = date(2026, 9, 14)
AUGUST = date(2026, 8, 1)


def tell(service, by, monday=MONDAY, absent=5):
    line = services.Line(service.pk, 10, absent, 0)
    return services.record_week(school=service.school, monday=monday, lines=[line], by=by)


def text(answer):
    return answer.content.decode()


def posted(service, answer, chronic, pupils="10"):
    seen = answer.context["form"]["seen"].value()
    return {"seen": seen, f"pupils_{service.pk}": pupils, f"chronic_{service.pk}": chronic}


def send(visit, person, service, data):
    return visit(person, "attendance:chronic", service.school_id, method="post", data=data)


def test_a_month_is_counted_corrected_and_both_stay(rosa, service, visit):
    opened = visit(rosa, "attendance:chronic", service.school_id)
    assert "hubo 21 días de clase; cuente a quien faltó 3 días o más" in text(opened)
    send(visit, rosa, service, posted(service, opened, "2"))
    again = visit(rosa, "attendance:chronic", service.school_id)
    assert send(visit, rosa, service, posted(service, again, "3")).status_code == 302

    assert list(ChronicCount.objects.order_by("pk").values_list("month", "pupils", "chronic")) == [
        (AUGUST, 10, 2),
        (AUGUST, 10, 3),
    ]
    tab = text(visit(rosa, "attendance:school_attendance", service.school_id))
    assert "3 de 10 estudiantes faltaron 10 % de los días o más" in tab
    with pytest.raises(DatabaseError), transaction.atomic():
        ChronicCount.objects.update(chronic=1)


@pytest.mark.parametrize(
    ("chronic", "pupils", "why"),
    [
        ("", "10", "al menos de un nivel"),
        ("11", "10", "más estudiantes que los matriculados"),
        ("1", "", "Escriba cuántos matriculados hay"),
    ],
)
def test_blank_is_unknown_and_what_cannot_be_is_refused(chronic, pupils, why, rosa, service, visit):
    opened = visit(rosa, "attendance:chronic", service.school_id)

    answer = send(visit, rosa, service, posted(service, opened, chronic, pupils))

    assert (answer.status_code, ChronicCount.objects.count()) == (422, 0)
    assert why in text(answer)


def test_what_another_counted_meanwhile_is_read_first(rosa, elmer, service, visit):
    opened = visit(rosa, "attendance:chronic", service.school_id)
    line = services.MonthLine(service.pk, 10, 5)
    services.record_chronic(school=service.school, month=AUGUST, lines=[line], by=elmer)

    answer = send(visit, rosa, service, posted(service, opened, "2"))
    assert (answer.status_code, ChronicCount.objects.get().chronic) == (422, 5)
    assert "Ya contado" in text(answer)
    assert "5 de 10" in text(answer)
    send(visit, rosa, service, posted(service, answer, "2"))
    assert ChronicCount.objects.order_by("pk").last().chronic == 2


def test_a_month_that_runs_is_not_counted(rosa, service):
    with pytest.raises(services.MonthNotOver):
        line = services.MonthLine(service.pk, 10, 0)
        services.record_chronic(school=service.school, month=MONDAY, lines=[line], by=rosa)


def test_the_list_is_narrowed_and_taken_away(elmer, service, visit):
    other = EnrolmentFactory(count=10).service
    tell(service, elmer)

    untold = visit(elmer, "attendance:school_list", data={"sin_contar": "on"})
    assert [one.pk for one in untold.context["page"]] == [other.school_id]
    named = visit(elmer, "attendance:school_list", data={"q": service.school.name})
    assert service.school in named.context["page"].object_list
    file = visit(elmer, "attendance:export", "csv", data={"sin_contar": "on"})
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert (len(lines), other.school.name in lines[1]) == (2, True)


def test_the_month_and_before_and_after(elmer, service, visit):
    tell(service, elmer, absent=5)
    tell(service, elmer, monday=MONDAY - timedelta(days=7), absent=10)

    month = visit(elmer, "attendance:month")
    assert [(weeks.expected, weeks.told, weeks.totals.rate) for _school, weeks in month.context["rows"]] == [(2, 2, 85)]
    found = visit(elmer, "attendance:trend", data={"desde": "2026-09-14"})
    assert found.context["pairs"] == [{"label": "Asistencia", "before": 80.0, "after": 90.0}]
    assert "a los dos lados de ese día" in text(visit(elmer, "attendance:trend", data={"desde": "2026-09-18"}))


@pytest.mark.parametrize("url", ["attendance:school_list", "attendance:month", "attendance:trend"])
def test_questions_do_not_grow_with_schools(url, norte, elmer, service):
    tell(service, elmer)
    before = len(queries_of(elmer, url, ugel=norte))

    for _n in range(4):
        tell(EnrolmentFactory(count=10).service, elmer)

    assert len(queries_of(elmer, url, ugel=norte)) == before
