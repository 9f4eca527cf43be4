"""List, board and export: three readings, plain filters, equal queries for one and many, another tenant beside it."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from commitments import services
from commitments.enums import Promiser
from commitments.models import Commitment
from commitments.services import on_dates
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of

FAR = on_dates([date(2027, 5, 12)], Decimal(100))


def columns(answer):
    return [
        (column.state or column.title, column.total, column.overdue, [one.number for one in column.cards])
        for column in answer.context["board"].columns
    ]


def test_board_by_state_puts_the_overdue_first_and_counts_what_ended(promise, confirmed, elmer, visit):
    promise()
    confirmed(parts=FAR)
    confirmed()
    services.cancel(commitment=confirmed(), reason="Dos veces", by=elmer)

    answer = visit(elmer, "commitments:board")

    assert columns(answer) == [("proposed", 1, 0, [1]), ("confirmed", 2, 1, [3, 2])]
    assert answer.context["board"].ended == [("cancelled", 1)]


def test_board_by_promiser_and_by_school(promise, confirmed, school, elmer, visit):
    other = SchoolFactory(name="IE Bolognesi")
    promise(promiser=Promiser.UGEL, partner=None, school=other, parts=FAR)
    promise(promiser=Promiser.APAFA, partner=None, parts=FAR)
    confirmed()

    by_promiser = visit(elmer, "commitments:board", query="por=aliado")
    by_school = visit(elmer, "commitments:board", query="por=escuela")

    assert columns(by_promiser) == [
        ("Ejército", 1, 1, [3]),
        ("La APAFA de la escuela", 1, 0, [2]),
        ("La UGEL", 1, 0, [1]),
    ]
    assert columns(by_school) == [(str(school), 2, 1, [3, 2]), (str(other), 1, 0, [1])]


def test_a_long_column_opens_the_list_with_the_same_question(confirmed, army, elmer, visit):
    for _ in range(7):
        confirmed()

    html = visit(elmer, "commitments:board", query="por=aliado&category=furniture").content.decode()

    assert f"?category=furniture&amp;partner={army.pk}" in html
    answer = visit(elmer, "commitments:commitment_list", query=f"category=furniture&partner={army.pk}")
    assert answer.context["sentence"] == "7 compromisos · Mobiliario · Ejército"


def test_the_sentence_says_what_was_asked(confirmed, elmer, visit):
    confirmed(what="Agua cada martes")

    answer = visit(elmer, "commitments:commitment_list", query="overdue=on&q=agua")

    assert answer.context["sentence"] == "1 vencido · «agua»"


def test_a_question_that_cannot_be_shows_the_page(confirmed, elmer, visit):
    confirmed()

    for query in ("partner=x", "school=9999999", "state=nada", "por=nada&page=99", "por=aliado&page=x"):
        assert visit(elmer, "commitments:board", query=query).status_code == 200


@pytest.mark.parametrize("reading", ["estado", "aliado", "escuela"])
def test_queries_of_the_board_do_not_grow(reading, confirmed, promise, elmer, norte):
    def one_more():
        confirmed(school=SchoolFactory())
        promise(promiser=Promiser.UGEL, partner=None)

    one_more()
    few = len(queries_of(elmer, "commitments:board", ugel=norte, query=f"por={reading}"))
    one_more()
    one_more()

    assert (len(queries_of(elmer, "commitments:board", ugel=norte, query=f"por={reading}")), few <= 8) == (few, True)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_export_holds_what_the_list_shows(kind, confirmed, promise, elmer, visit):
    confirmed(what="=Agua")
    promise(parts=FAR)

    answer = visit(elmer, "commitments:commitment_export", kind, query="overdue=on")

    if kind == "csv":
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        row = lines[1].split(";")
    else:
        lines = list(load_workbook(io.BytesIO(answer.content)).active.values)
        row = lines[1]
    assert len(lines) == 2
    assert [str(cell) for cell in row[:4]] == ["1", "Confirmado", "Sí", "2026-05-12"]
    assert not str(row[4]).startswith("=")


def test_director_sees_only_their_school_on_the_board(confirmed, rosa, visit):
    confirmed()
    confirmed(school=SchoolFactory())

    answer = visit(rosa, "commitments:board", query="por=escuela")

    assert [row[1:] for row in columns(answer)] == [(1, 1, [1])]
    assert "Con los marcados" not in answer.content.decode()


def many(visit, person, commitments, action, **told):
    data = {"commitments": [one.pk for one in commitments], "action": action, "from": "board", "query": "por=aliado"}
    return visit(person, "commitments:commitments_many", method="post", data={**data, **told}, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_close_takes_the_verified_and_names_the_others(confirmed, voices, elmer, visit):
    verified, other = confirmed(), confirmed()
    for name in ("colonel", "rosa"):
        services.attest(instalment=verified.instalments.get(), voice=voices[name], outcome="delivered")

    answer = many(visit, elmer, [verified, other], "close")

    assert Commitment.objects.get(pk=verified.pk).state == "closed"
    assert Commitment.objects.get(pk=other.pk).state == "confirmed"
    assert "Cerró 1 compromiso." in " ".join(said(answer))
    assert f"{other}: Aún no está verificado por dos testigos: no se cierra." in said(answer)
    assert answer.redirect_chain[0][0].endswith("/compromisos/tablero/?por=aliado")


def test_reschedule_moves_the_next_date_of_each(confirmed, voices, elmer, visit):
    free, spoken = confirmed(), confirmed()
    services.attest(instalment=spoken.instalments.get(), voice=voices["colonel"], outcome="partly", quantity=10)

    answer = many(visit, elmer, [free, spoken], "reschedule", new_date="2027-01-15", reason="Huaico")

    assert free.instalments.get().due_date == date(2027, 1, 15)
    assert free.instalments.get().reschedules.get().reason == "Huaico"
    assert any("Alguien ya dijo qué pasó" in sentence for sentence in said(answer))


@pytest.mark.parametrize(
    ("action", "told", "sentence"),
    [
        ("", {}, "Elija qué hacer con los compromisos marcados."),
        ("fly", {}, "fly"),
        ("cancel", {}, "Escriba el motivo"),
        ("reschedule", {"reason": "Huaico"}, "Escriba la fecha nueva."),
        ("reschedule", {"reason": "Huaico", "new_date": "mañana"}, "fecha"),
    ],
)
def test_many_that_cannot_be_is_refused_in_words(action, told, sentence, confirmed, elmer, visit):
    commitment = confirmed()

    answer = many(visit, elmer, [commitment], action, **told)

    assert any(sentence in text for text in said(answer)), said(answer)
    commitment.refresh_from_db()
    assert commitment.state == "confirmed"


def test_many_without_a_mark_or_with_anothers_promise_does_nothing(confirmed, elmer, visit):
    assert said(many(visit, elmer, [], "cancel", reason="x")) == ["Marque al menos un compromiso."]
    answer = many(visit, elmer, [Commitment(pk=999_999)], "cancel", reason="x")
    assert len(said(answer)) == 1


def test_cancelling_twice_changes_nothing_more(confirmed, elmer):
    commitment = confirmed()

    for _ in range(2):
        assert services.do_to_many(action="cancel", commitments=[commitment], reason="Dos veces", by=elmer) == []

    assert Commitment.objects.get().ending == "cancelled"
