"""The search of the top bar."""

import pytest

from core.documents.tests.factories import make_issued_letter
from core.people.services.people import set_phone
from core.strategies.registry import collect
from core.strategies.searching import searchable
from needs.tests.factories import NeedFactory
from schools.tests.factories import SchoolFactory, ServiceFactory
from tests.queries import queries_of


def found(answer):
    return {group.piece.key: [line.title for line in group.lines] for group in answer.context["groups"]}


def test_words_are_found_without_accents_and_capitals(elmer, rosa, need, visit):
    SchoolFactory(name="43010 ÁNGEL BOROGUEÑA")

    assert found(visit(elmer, "search", query="q=angel+boroguena")) == {"schools": ["43010 ÁNGEL BOROGUEÑA"]}
    assert found(visit(elmer, "search", query="q=NANDU")) == {"needs": [str(need)]}
    assert found(visit(elmer, "search", query="q=quispe+rosa")) == {"people": ["Rosa Quispe"]}


def test_one_word_finds_things_of_several_apps(elmer, rosa, need, visit):
    groups = found(visit(elmer, "search", query="q=san+martin"))

    assert groups == {"schools": ["IE San Martín"], "needs": [str(need)]}


def test_a_code_of_one_thing_opens_it(elmer, school, visit):
    service = ServiceFactory(codigo_modular="0987654", school__name="IE Dos de Mayo")

    assert visit(elmer, "search", query="q=0987654").url == f"/230008/escuelas/{service.school_id}/"


def test_a_telephone_finds_the_person(elmer, rosa, visit):
    set_phone(user=rosa, phone="+51952000001", by=None)

    assert visit(elmer, "search", query="q=952000001").url == f"/230008/personas/{rosa.pk}/"


def test_a_number_finds_the_need(elmer, need, visit):
    assert found(visit(elmer, "search", query=f"q={need.number}"))["needs"] == [str(need)]


def test_director_finds_only_what_she_may_see(rosa, need, elmer, visit):
    other = NeedFactory(school=SchoolFactory(name="IE San Martín Alto"), reported_by=elmer, what="Falta luz")

    groups = found(visit(rosa, "search", query="q=san+martin"))

    assert groups == {"schools": ["IE San Martín", "IE San Martín Alto"], "needs": [str(need)]}
    assert other.what not in str(groups)


def test_another_tenant_is_not_found(delia, rosa, need, sur, visit):
    for text in ("rosa", "san+martin", "nandu", str(need.number)):
        assert found(visit(delia, "search", ugel=sur, query=f"q={text}")) == {}


@pytest.mark.parametrize("text", ["%00", "%25%25", "' OR 1=1 --", "x" * 5000, "9" * 60, "٣٤٥٦٧", "\\"])
def test_odd_text_finds_nothing_and_breaks_nothing(elmer, need, visit, text):
    answer = visit(elmer, "search", query=f"q={text}")

    assert (answer.status_code, found(answer)) == (200, {})


def test_more_than_five_lead_to_the_whole_list(elmer, norte, visit):
    SchoolFactory.create_batch(7, name="IE Ite")

    (group,) = visit(elmer, "search", query="q=ite").context["groups"]

    assert (len(group.lines), group.has_more, group.more_url) == (5, True, "/230008/escuelas/?q=ite")


def test_search_asks_as_often_for_three_as_for_one(elmer, need, norte):
    """Once for each kind of thing it knows, and three times for the page around."""
    few = len(queries_of(elmer, "search", ugel=norte, query="q=ite"))
    for _ in range(3):
        NeedFactory(school=SchoolFactory(name="IE Ite"), reported_by=elmer, what="Ite")

    assert len(queries_of(elmer, "search", ugel=norte, query="q=ite")) == few
    assert few == 3 + len(collect("searches"))


def test_searchable_takes_accents_off():
    assert searchable("BOROGUEÑA Ángel Жаңы-Жер") == "boroguena angel жаңы-жер"


def test_a_paper_is_found_by_word_addressee_and_number(elmer, hilda, rosa, norte, visit):
    paper = make_issued_letter(by=hilda, subject="Ñandú en el patio", addressee="Señor Julián Ticona")

    for text in ("nandu", "julian+ticona", paper.printed_code, f"{paper.number:03d}-{paper.year}"):
        assert found(visit(elmer, "search", query=f"q={text}")) == {"documents": [paper.title]}
    assert found(visit(rosa, "search", query="q=nandu")) == {}
