"""The next seven days over all apps, as a person of the UGEL finds them."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alliances.services import sign_alliance
from alliances.tests.factories import make_alliance
from commitments.enums import Party, Promiser
from commitments.services import Voice, confirm, make_commitment, on_dates
from core.strategies.registry import Agenda, AgendaLine
from dialogues import services as mediat
from schools.tests.factories import TerritoryFactory
from tests.queries import queries_of


def days_from_now(number) -> date:
    return timezone.localdate() + timedelta(days=number)


def told(answer):
    return [(day.day, [line.what for line in day.lines]) for day in answer.context["agenda"].days]


@pytest.fixture
def promise(elmer, school):
    """promise("Tanque", 3): of the UGEL to the school, due in three days."""

    def make(what, days):
        made = make_commitment(
            school=school,
            promiser=Promiser.UGEL,
            what=what,
            unit="unidad",
            category="water",
            parts=on_dates([days_from_now(days)], Decimal(1)),
            by=elmer,
        )
        return confirm(commitment=made, version=1, voice=Voice.of_user(elmer, Party.UGEL))

    return make


def test_it_holds_what_comes_in_the_order_of_the_calendar(declare, elmer, visit):
    lines = [
        AgendaLine(days_from_now(1), "Reunión", "Tarde", "/", time(16)),
        AgendaLine(days_from_now(1), "Reunión", "Temprano", "/", time(8)),
        AgendaLine(days_from_now(0), "Entrega", "Hoy mismo", "/"),
    ]
    declare(
        agenda=[
            Agenda(lambda request, first, last: lines, "sample.view"),
            Agenda(lambda request, first, last: [AgendaLine(first, "x", "De otro", "/")], "sample.hide"),
        ]
    )

    answer = visit(elmer, "home")

    assert told(answer) == [(days_from_now(0), ["Hoy mismo"]), (days_from_now(1), ["Temprano", "Tarde"])]
    page = answer.content.decode()
    assert page.index("<dt>Hoy</dt>") < page.index("<dt>Mañana</dt>") < page.index("08:00")


def test_more_than_a_dozen_are_counted(declare, elmer, visit):
    declare(
        agenda=[Agenda(lambda r, first, last: [AgendaLine(first, "x", str(n), "/") for n in range(15)], "sample.view")]
    )

    assert "Y 3 fechas más." in visit(elmer, "home").content.decode()


def test_deliveries_sittings_and_ends_of_alliances_come(elmer, hilda, promise, visit):
    promise("Tanque", 0), promise("Filtros", 6), promise("Después", 7), promise("Ayer", -1)
    table = mediat.open_table(name="Mesa de Ite", territory=TerritoryFactory(), by=elmer)
    sitting = {"table": table, "place": "Local comunal", "by": elmer}
    mediat.convene(session_date=days_from_now(2), start_time=time(9), **sitting)
    gone = mediat.convene(session_date=days_from_now(3), **sitting)
    mediat.cancel_session(session=gone, reason="Feriado", by=elmer)
    sign_alliance(
        alliance=make_alliance(elmer, title="Pintura"),
        signed_date=days_from_now(-30),
        from_date=days_from_now(-30),
        to_date=days_from_now(4),
        by=elmer,
    )

    found = [what.split(" · ")[0] for _day, lines in told(visit(elmer, "home")) for what in lines]

    assert found == ["Tanque", "Mesa de Ite", "Pintura", "Filtros"]


def test_another_tenants_dates_are_not_there(delia, promise, sur, visit):
    promise("Tanque", 1)

    assert told(visit(delia, "home", ugel=sur)) == []


def test_home_asks_as_often_however_much_comes(elmer, promise, norte):
    promise("Tanque", 1)
    few = len(queries_of(elmer, "home", ugel=norte))
    for number in range(4):
        promise(f"Filtro {number}", number)

    assert len(queries_of(elmer, "home", ugel=norte)) == few
