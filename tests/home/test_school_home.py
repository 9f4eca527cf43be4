"""The home of somebody at a school."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.accounts.enums import Role
from needs.services import accept_need, cover_by_state_programme, return_need, say_solved
from needs.tests.factories import NeedFactory
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.world import make_person


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def phone(rosa):
    """Rosa's phone: one session over several visits."""
    client = Client()
    client.force_login(rosa)
    return lambda: client.get("/230008/")


def test_director_sees_her_school_and_what_she_can_do(rosa, school, visit):
    answer = visit(rosa, "home")
    home = answer.context["home"]

    assert (home.school.name, list(home.school.facts)) == (
        "IE San Martín",
        ["Sagollo", "Primaria", "matrícula sin dato"],
    )
    assert [(str(tap.label), tap.url) for tap in home.taps] == [
        ("Registrar una necesidad", "/230008/necesidades/nueva/"),
        ("Mi semana", f"/230008/escuelas/{school.pk}/semana/"),
        ("Matrícula", f"/230008/escuelas/{school.pk}/matricula/"),
        ("Equipo", f"/230008/escuelas/{school.pk}/equipo/"),
    ]
    assert 'class="phone"' in text_of(answer)


def test_bar_has_four_entries_and_marks_the_school_on_its_pages(rosa, school, visit):
    page = text_of(visit(rosa, "schools:school_detail", school.pk))
    bar = page.partition('class="bottom-bar"')[2].partition("</nav>")[0]

    assert [label in bar for label in ("Inicio", "Mi escuela", "Necesidades", "Avisos")] == [True] * 4
    assert bar.count("<a ") == 4
    assert '/escuelas/mia/" aria-current="true"' in bar
    assert 'class="rail"' not in page


def test_my_school_is_one_tap_away_and_several_are_a_choice(rosa, school, visit):
    assert visit(rosa, "schools:my_school").url == f"/230008/escuelas/{school.pk}/"

    SchoolStaff.objects.create(school=SchoolFactory(name="IE Dos de Mayo"), user=rosa)

    assert visit(rosa, "schools:my_school").url == "/230008/"
    page = text_of(visit(rosa, "home"))
    assert ("Mis escuelas" in page, "IE Dos de Mayo" in page) == (True, True)


def test_person_without_a_school_is_told_whom_to_ask(gino, visit):
    assert "Todavía no tiene una escuela a su nombre" in text_of(visit(gino, "home"))


def test_what_was_promised_says_who(rosa, elmer, need, visit):
    assert "Todavía nadie prometió algo" in text_of(visit(rosa, "home"))

    cover_by_state_programme(need=accept_need(need=need, by=elmer), programme="PRONIED", by=elmer)

    (promised,) = visit(rosa, "home").context["home"].promised
    assert (promised.what, promised.by_whom, promised.due_date) == (need.what, "PRONIED", None)


def test_promises_to_another_school_are_not_hers(rosa, elmer, need, visit):
    other = NeedFactory(school=SchoolFactory(), reported_by=elmer)
    cover_by_state_programme(need=accept_need(need=other, by=elmer), programme="PRONIED", by=elmer)

    assert visit(rosa, "home").context["home"].promised == []


def test_what_only_the_school_can_answer_is_asked(rosa, elmer, need, visit):
    said = NeedFactory(school=need.school, reported_by=rosa, what="Falta agua")
    return_need(need=need, reason="¿Cuál aula?", by=elmer)
    say_solved(need=said, by=elmer, party=Party.UGEL)

    page = text_of(visit(rosa, "home"))

    assert (f"Falta un dato en «{need.what}»" in page, "¿Ya se resolvió «Falta agua»?" in page) == (True, True)


def test_what_changed_is_counted_since_the_visit_before(rosa, elmer, need, phone):
    first = phone()
    assert "Lo último en su escuela" in text_of(first)
    accept_need(need=need, by=elmer)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        page = phone()

    assert "1 novedad desde su última visita" in text_of(page)
    assert (page.context["home"].new_count, page.context["home"].news[0].last.by) == (1, "Elmer Quispe")
    with time_machine.travel(timezone.now() + timedelta(hours=5)):
        assert "Sin novedades desde su última visita" in text_of(phone())


def test_pages_of_one_visit_keep_what_is_new(rosa, elmer, need, phone):
    phone()
    accept_need(need=need, by=elmer)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert [phone().context["home"].new_count for _ in range(2)] == [1, 1]


def test_what_she_did_herself_is_no_news(rosa, need, phone):
    phone()
    say_solved(need=need, by=rosa, party=Party.SCHOOL)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert phone().context["home"].new_count == 0


def test_home_asks_as_often_for_three_schools_as_for_two(norte, rosa, school):
    gina = make_person("gina", Role.GUARDIAN, ugel=norte)
    for _ in range(2):
        SchoolStaff.objects.create(school=SchoolFactory(), user=gina, kind="witness")
    few = len(queries_of(gina, "home", ugel=norte))
    SchoolStaff.objects.create(school=school, user=gina, kind="witness")

    assert len(queries_of(gina, "home", ugel=norte)) == few
