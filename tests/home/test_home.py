"""Home as each person of the UGEL's staff and region finds it, and how little it asks the database."""

import pytest
from django.test import Client

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.home.today import today_of
from core.notifications.services import Recipient, tell
from core.strategies.registry import HomeCard, HomeCount, collect
from needs.enums import Severity
from needs.models import Need
from needs.tests.factories import NeedFactory
from schools.models import School
from tests.queries import queries_of

WORDS = {"subject": "Pedido n.º 7: Aceptada", "body": "Su pedido n.º 7 fue aceptado.", "why": "Usted lo registró."}


def text_of(answer):
    return answer.content.decode()


def count(key, order=50, *, tone="open", rows=lambda request: School.objects.all(), permission="sample.view"):
    """A number of the sample app; without schools it says «bien»."""
    words = {"words": lambda n: f"cuenta {key}", "well": f"Bien: {key}"}
    return HomeCount(key, rows, url_name="schools:school_list", permission=permission, tone=tone, order=order, **words)


def card(key, order, permission="sample.view"):
    return HomeCard(key, "ui/notice.html", lambda request: {"text": f"Tarjeta {key}"}, permission, order)


def test_home_shows_the_cards_a_person_may_see_in_order(declare, elmer, visit):
    silent = HomeCard("silent", "ui/notice.html", lambda request: None, "sample.view", 1)
    declare(home=[card("segunda", 80), card("primera", 2), card("ajena", 3, "sample.hide"), silent])

    page = text_of(visit(elmer, "home"))

    assert page.index("Tarjeta primera") < page.index("Tarjeta segunda")
    assert "Tarjeta ajena" not in page
    assert "Tarjeta silent" not in page


def test_what_is_urgent_comes_first_whatever_its_order(declare, elmer, visit, school):
    declare(home_counts=[count("calma", 1), count("peligro", 90, tone="broken"), count("riesgo", 90, tone="risk")])

    waiting = [answer.piece.key for answer in visit(elmer, "home").context["today"].waiting]

    assert [key for key in waiting if key in ("peligro", "riesgo", "calma")] == ["peligro", "riesgo", "calma"]


def test_a_number_is_nobody_elses(declare, elmer, hilda, visit, school):
    declare(
        home_counts=[count("propia"), count("ajena", permission="sample.hide"), count("callada", rows=lambda r: None)]
    )

    pages = [text_of(visit(person, "home")) for person in (elmer, hilda)]

    assert [[f"cuenta {key}" in page for key in ("propia", "ajena", "callada")] for page in pages] == [
        [True, False, False],
        [False, False, False],
    ]


def test_none_of_a_kind_is_said_as_well(declare, elmer, visit):
    declare(home_counts=[count("pedidos", rows=lambda request: Need.objects.none())])
    visit(elmer, "first_steps_put_away", method="post")

    page = text_of(visit(elmer, "home"))

    assert ("Bien: pedidos" in page, "cuenta pedidos" in page) == (True, False)


@pytest.mark.parametrize("apps", [1, 6])
def test_home_asks_as_often_with_many_numbers_as_with_one(declare, elmer, norte, school, apps):
    without = len(queries_of(elmer, "home", ugel=norte))
    declare(home_counts=[count(f"n{number}") for number in range(apps)])

    assert len(queries_of(elmer, "home", ugel=norte)) == without


@pytest.mark.parametrize("person", ["elmer", "hilda", "raul", "rosa"])
def test_home_asks_as_often_for_three_rows_as_for_one(request, norte, need, person):
    somebody = request.getfixturevalue(person)
    few = len(queries_of(somebody, "home", ugel=norte))
    NeedFactory.create_batch(3, school=need.school, reported_by=need.reported_by, severity=Severity.DANGER)
    for number in range(3):
        tell([Recipient(name="x", user=somebody)], kind="x", key=f"k{number}", **WORDS)

    assert (len(queries_of(somebody, "home", ugel=norte)), few <= 25) == (few, True)


def test_dangers_are_counted_and_lead_to_exactly_them(elmer, need, visit):
    NeedFactory.create_batch(2, school=need.school, reported_by=elmer, severity=Severity.DANGER)

    home = visit(elmer, "home")
    first = home.context["today"].waiting[0]

    assert (first.count, first.words, first.tone) == (2, "peligros hoy", "broken")
    listed = Client()
    listed.force_login(elmer)
    assert listed.get(first.url).context["page"].paginator.count == 2


def test_another_tenants_rows_are_in_no_number(elmer, delia, need, visit, sur):
    assert "necesidad sin responder" in text_of(visit(elmer, "home"))
    assert [answer.count for answer in visit(delia, "home", ugel=sur).context["today"].waiting] == []


def test_unread_notices_are_on_everybodys_home_until_read(elmer, rosa, visit):
    for person in (elmer, rosa):
        tell([Recipient(name=str(person), user=person)], kind="x", key="k", path="/necesidades/", **WORDS)
        assert WORDS["body"] in text_of(visit(person, "home"))

        visit(person, "notifications:notice_read", method="post")

        assert WORDS["body"] not in text_of(visit(person, "home"))


def test_every_number_of_the_house_leads_to_a_page_its_people_may_open(hilda, visit, rf):
    """Counted with nothing in the UGEL, so that also unknown is no error."""
    answers = {answer.key for answer in collect("home_counts")}
    page = visit(hilda, "home").wsgi_request
    client = Client()
    client.force_login(hilda)

    today = today_of(page)

    assert len(today.waiting) + len(today.well) >= len(answers) - 1
    for piece in collect("home_counts"):
        if page.allows(piece.permission):
            assert visit(hilda, piece.url_name, query=piece.query).status_code == 200, piece.key


def test_start_leads_who_works_at_one_place_straight_in(elmer):
    client = Client()
    client.force_login(elmer)
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/230008/")


def test_start_takes_a_regional_reader_to_the_region_which_lists_its_ugels(raul, norte, sur):
    client = Client()
    client.force_login(raul)
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/informes/region/")
    page = text_of(client.get("/informes/region/"))
    assert [f'href="/{code}/"' in page for code in ("230008", "230009")] == [True, True]


def test_start_asks_who_reads_a_region_and_works_at_a_ugel(raul, norte, sur):
    Membership.objects.create(user=raul, role=Role.UGEL_HEAD, ugel=sur)
    client = Client()
    client.force_login(raul)
    page = text_of(client.get("/"))
    assert "¿Dónde desea trabajar?" in page
    order = [page.index(f'href="{place}"') for place in ("/informes/region/", "/230009/", "/230008/")]
    assert order == sorted(order)


def test_start_tells_a_person_without_a_role_whom_to_ask(olga):
    client = Client()
    client.force_login(olga)
    assert "Todavía no tiene acceso a una UGEL" in text_of(client.get("/"))
