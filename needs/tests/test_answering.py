"""Answers from the list, many at once, and repeated needs joined and parted."""

import pytest

from core.notifications.models import Message
from needs import services
from needs.enums import NeedState, Severity
from needs.models import Need
from needs.tests.factories import NeedFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload
from tests.queries import queries_of


@pytest.fixture
def three(rosa, school):
    return NeedFactory.create_batch(3, school=school, reported_by=rosa)


def states():
    return list(Need.objects.order_by("pk").values_list("state", flat=True))


def answer(visit, person, needs, follow=True, **data):
    data = {"needs": [need.pk for need in needs], "reason": "", "query": "state=open&page=2", **data}
    return visit(person, "needs:needs_answer", method="post", data=data, follow=follow)


def test_marked_needs_are_answered_at_once_and_the_list_comes_back(three, elmer, visit):
    page = answer(visit, elmer, three[:2], answer="accepted")

    assert (states(), page.wsgi_request.GET["state"]) == (["accepted", "accepted", "reported"], "open")
    assert "Respondió 2 necesidades." in page.content.decode()
    assert Message.objects.count() == 2


def test_what_could_not_take_the_answer_is_named(three, elmer, hilda, visit):
    services.close_unsolved(need=three[0], reason="La escuela cerró", by=hilda)

    html = answer(visit, elmer, three, answer="prioritised").content.decode()

    assert states() == ["closed_unsolved", "prioritised", "prioritised"]
    assert (f"{three[0]}: Otra persona ya respondió" in html, "Respondió 2 necesidades." in html) == (True, True)


def test_one_programme_for_several_needs_asks_for_its_name(three, elmer, visit):
    html = answer(visit, elmer, three, answer="state_programme").content.decode()
    assert ("Escriba el motivo" in html, set(states())) == (True, {"reported"})

    answer(visit, elmer, three, answer="state_programme", reason="Mantenimiento PRONIED")

    assert set(Need.objects.values_list("state", "programme")) == {("state_programme", "Mantenimiento PRONIED")}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"answer": "accepted"}, "Marque al menos una necesidad"),
        ({"answer": "covered"}, "Escoja una opción válida"),
    ],
)
def test_nothing_marked_or_no_answer_says_so(three, elmer, visit, data, sentence):
    marked = [] if data["answer"] == "accepted" else three

    assert sentence in answer(visit, elmer, marked, **data).content.decode()
    assert set(states()) == {"reported"}


def test_answer_to_another_tenants_need_changes_nothing(three, delia, sur, visit):
    data = {"needs": [three[0].pk], "answer": "accepted", "reason": ""}

    visit(delia, "needs:needs_answer", ugel=sur, method="post", data=data)

    assert set(states()) == {"reported"}


def test_only_who_answers_sees_boxes_to_mark(three, rosa, elmer, visit):
    marks = [visit(person, "needs:need_list").content.decode().count('name="needs"') for person in (elmer, rosa)]

    assert marks == [3, 0]


def test_reported_need_is_prioritised_in_one_step(three, elmer):
    assert services.prioritise_need(need=three[0], by=elmer).state == NeedState.PRIORITISED


def test_parting_gives_photos_count_and_severity_back(three, rosa, elmer):
    kept, twin, _third = three
    services.reporting.attach_photo(need=kept, upload=photo_upload(), by=rosa)
    services.reporting.attach_photo(need=twin, upload=photo_upload(color="#B5532A"), by=rosa)
    Need.objects.filter(pk=twin.pk).update(affected_students=40, severity=Severity.GRAVE)
    services.mark_duplicate(need=twin, of=kept, by=elmer)
    assert (kept.attachments.count(), twin.attachments.count()) == (2, 0)

    services.reopen_need(need=Need.objects.get(pk=twin.pk), reason="Son dos aulas", by=elmer)

    kept.refresh_from_db()
    twin.refresh_from_db()
    assert (kept.attachments.count(), twin.attachments.count()) == (1, 1)
    assert (kept.affected_students, kept.severity) == (None, Severity.MODERATE)
    assert (twin.state, twin.duplicate_of, twin.affected_students) == (NeedState.REPORTED, None, 40)


def test_parting_keeps_what_somebody_changed_since(three, elmer):
    kept, twin, _third = three
    Need.objects.filter(pk=twin.pk).update(affected_students=40)
    services.mark_duplicate(need=Need.objects.get(pk=twin.pk), of=kept, by=elmer)
    Need.objects.filter(pk=kept.pk).update(affected_students=50)

    services.reopen_need(need=Need.objects.get(pk=twin.pk), reason="Son dos aulas", by=elmer)

    kept.refresh_from_db()
    assert kept.affected_students == 50


def test_repeated_needs_stand_side_by_side_with_their_photos(three, rosa, elmer, visit):
    kept, twin, _third = three
    services.reporting.attach_photo(need=kept, upload=photo_upload(), by=rosa)
    NeedFactory(school=SchoolFactory(), reported_by=elmer, what="De otra escuela")

    html = visit(elmer, "needs:need_duplicate", twin.pk).content.decode()
    visit(elmer, "needs:need_duplicate", twin.pk, method="post", data={"of": kept.pk})

    assert ("De otra escuela" in html, kept.attachments.get().file.thumb_url in html) == (False, True)
    assert "Se juntaron aquí" in visit(elmer, "needs:need_detail", kept.pk).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [("q=bano+nino", ["El baño de niños"]), ("q=BAÑO", ["El baño de niños"]), ("confirm=on", ["Dicen que ya"])],
)
def test_search_forgives_accents_and_confirmation_is_a_filter(rosa, school, elmer, visit, query, expected):
    NeedFactory(school=school, reported_by=rosa, what="El baño de niños")
    said = NeedFactory(school=school, reported_by=rosa, what="Dicen que ya")
    services.say_solved(need=said, by=elmer, party=Party.UGEL)

    assert [need.what for need in visit(elmer, "needs:need_list", query=query).context["page"]] == expected


def test_list_says_first_what_waits_and_how_to_lift_a_filter(three, elmer, visit):
    context = visit(elmer, "needs:need_list", query="q=techo&danger=on").context

    assert [part["label"] for part in context["first"]] == ["3 sin responder", "3 abiertas"]
    assert [chip["label"] for chip in context["filter"].chips()] == ["«techo»", "Abiertas", "Solo peligros"]
    assert context["filter"].chips()[1]["url"].endswith("&state=")


@pytest.mark.parametrize("url_name", ["needs:need_duplicate", "needs:need_detail"])
def test_pages_of_one_need_ask_no_more_for_more_twins(three, rosa, elmer, norte, school, url_name):
    few = len(queries_of(elmer, url_name, three[0].pk, ugel=norte))
    NeedFactory.create_batch(3, school=school, reported_by=rosa)

    assert len(queries_of(elmer, url_name, three[0].pk, ugel=norte)) == few
