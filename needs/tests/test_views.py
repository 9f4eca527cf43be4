from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.accounts.enums import Role
from core.files.models import StoredFile, Upload
from core.files.tasks import attach_waiting
from core.files.tests.pictures import VOICE
from core.people.services.people import add_person
from needs import services
from needs.enums import NeedState
from needs.models import Need
from needs.tests.factories import NeedFactory
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload
from tests.queries import queries_of
from tests.world import make_person

TOLD = {
    "category": "water",
    "severity": "3",
    "what": "No hay agua",
    "space": "",
    "element": "",
    "affected_students": "",
}


def test_director_reports_a_need_with_photos_and_gets_a_number(rosa, school, visit, norte):
    data = {**TOLD, "school": school.pk, "photos": [photo_upload(), photo_upload(color="#B5532A")]}
    data["voice"] = SimpleUploadedFile("nota.ogg", VOICE)

    answer = visit(rosa, "needs:need_report", method="post", data=data, follow=True)

    need = Need.objects.get()
    assert (need.what, need.school, need.affected_students, need.source) == ("No hay agua", school, None, "school")
    assert "Recibido por la UGEL n.º 1" in answer.content.decode()
    assert "3 fotos están llegando" in visit(rosa, "needs:need_detail", need.pk).content.decode()
    attach_waiting(norte)
    assert sorted(need.attachments.values_list("kind", "file__owner", "file__school_id")) == [
        ("photo", "needs.NeedAttachment", school.pk),
        ("photo", "needs.NeedAttachment", school.pk),
        ("voice", "needs.NeedAttachment", school.pk),
    ]
    assert "<audio controls" in visit(rosa, "needs:need_detail", need.pk).content.decode()


def test_photo_that_comes_after_its_need_was_joined_shows_at_the_one_that_stays(rosa, elmer, school, visit, norte):
    data = {**TOLD, "school": school.pk, "photos": [photo_upload()]}
    visit(rosa, "needs:need_report", method="post", data=data)
    twin, kept = Need.objects.get(), NeedFactory(school=school, reported_by=rosa)
    services.mark_duplicate(need=twin, of=kept, by=elmer)

    attach_waiting(norte)

    assert (twin.attachments.count(), kept.attachments.count()) == (0, 1)


def test_report_with_a_bad_photo_keeps_what_was_typed_and_saves_nothing(rosa, school, visit):
    bad = photo_upload()
    bad.file.truncate(20)
    data = {**TOLD, "school": school.pk, "photos": [bad]}

    page = visit(rosa, "needs:need_report", method="post", data=data)

    html = page.content.decode()
    assert (page.status_code, "No hay agua" in html, "no es una foto que podamos leer" in html) == (422, True, True)
    assert (Need.objects.count(), StoredFile.objects.count(), Upload.objects.count()) == (0, 0, 0)


def test_similar_needs_are_shown_before_a_new_one_is_saved(need, rosa, school, visit):
    data = {**TOLD, "category": "premises", "school": school.pk}

    page = visit(rosa, "needs:need_report", method="post", data=data)

    assert ("¿Es alguna de estas?" in page.content.decode(), Need.objects.count()) == (True, 1)
    visit(rosa, "needs:need_report", method="post", data={**data, "is_new": "yes"})
    assert Need.objects.count() == 2


def test_director_cannot_report_for_another_school(rosa, visit):
    data = {**TOLD, "school": SchoolFactory().pk}

    assert visit(rosa, "needs:need_report", method="post", data=data).status_code == 422
    assert Need.objects.count() == 0


def test_list_of_a_director_shows_their_own_school_only(need, rosa, elmer, visit):
    NeedFactory(what="No hay luz", reported_by=elmer)

    mine, all_of_them = (visit(person, "needs:need_list").content.decode() for person in (rosa, elmer))

    assert ("Gotea el techo" in mine, "No hay luz" in mine) == (True, False)
    assert ("Gotea el techo" in all_of_them, "No hay luz" in all_of_them) == (True, True)


def test_need_of_another_school_does_not_exist_for_a_director(rosa, elmer, visit):
    other = NeedFactory(reported_by=elmer)

    assert visit(rosa, "needs:need_detail", other.pk).status_code == 404


def test_photo_is_seen_by_whoever_sees_the_school(rosa, school, gino, elmer, visit):
    need = services.register_need(
        school=school, by=rosa, photos=[photo_upload()], category="water", severity=3, what="No hay agua"
    )
    photo = need.attachments.get().file_id

    statuses = [visit(person, "files:file_show", photo).status_code for person in (rosa, elmer, gino)]
    assert statuses == [200, 200, 404]
    SchoolStaff.objects.create(school=school, user=gino, kind="witness")
    assert visit(gino, "files:file_show", photo).status_code == 200


@pytest.mark.parametrize("days_since", [None, 1, 20])
def test_a_witness_who_closed_it_is_named_to_the_ugel_alone_after_they_left_too(
    need, rosa, school, gino, elmer, visit, days_since
):
    today = timezone.localdate()
    watch = {"from_date": today - timedelta(days=30), "to_date": days_since and today - timedelta(days=days_since)}
    SchoolStaff.objects.create(school=school, user=gino, kind="witness", **watch)
    services.say_solved(need=need, by=rosa, party=Party.SCHOOL)
    services.confirm_solved(need=need, by=gino, party=Party.GUARDIAN)

    pages = [visit(person, "needs:need_detail", need.pk).content.decode() for person in (rosa, elmer)]
    assert [str(gino) in page for page in pages] == [False, True]
    assert "testigo de la comunidad" in pages[0]


def test_a_story_leads_on_for_the_schools_own_people_and_the_ugel(need, rosa, elmer, norte, visit):
    services.say_solved(need=need, by=rosa, party=Party.SCHOOL)
    stranger = make_person("stranger", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=SchoolFactory(), user=stranger, is_head=True)

    for page in ("schools:school_detail", "schools:school_story"):
        found = [
            need.get_absolute_url() in visit(one, page, need.school_id).content.decode()
            for one in (rosa, elmer, stranger)
        ]
        assert found == [True, True, False], page


def test_a_witness_who_taught_before_and_teaches_again_stays_unnamed_for_what_they_said(need, rosa, gino, elmer, visit):
    services.say_solved(need=need, by=gino, party=Party.GUARDIAN)
    services.contradict_solved(need=need, by=rosa, party=Party.SCHOOL, text="Sigue goteando")
    services.say_solved(need=need, by=rosa, party=Party.SCHOOL)
    services.contradict_solved(need=need, by=gino, party=Party.GUARDIAN, text="Sigue goteando")
    with time_machine.travel(timezone.now() - timedelta(days=400)):
        add_person(full_name=str(gino), role=Role.SCHOOL_MEMBER, user=gino, by=elmer)

    pages = [visit(person, "needs:need_detail", need.pk).content.decode() for person in (rosa, elmer)]
    assert [str(gino) in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["No hay agua", "Gotea el techo del aula"]),
        ("q=san+martin", ["Gotea el techo del aula"]),
        ("q=gotea", ["Gotea el techo del aula"]),
        ("state=closed_unsolved", ["Cerrada"]),
        ("danger=on", ["No hay agua"]),
        ("category=water", ["No hay agua"]),
        ("orden=escuela&category=premises", ["Gotea el techo del aula"]),
    ],
)
def test_list_answers_what_is_asked(need, rosa, elmer, visit, query, expected):
    NeedFactory(
        what="No hay agua", category="water", severity=4, school=SchoolFactory(name="IE Ite"), reported_by=elmer
    )
    NeedFactory(what="Cerrada", state=NeedState.CLOSED_UNSOLVED, reason="x", reported_by=elmer)

    page = visit(elmer, "needs:need_list", query=query).context["page"]

    assert [row.what for row in page] == expected


@pytest.mark.parametrize("url_name", ["needs:need_list", "needs:schools_most_needy", "needs:schools_without_help"])
def test_list_queries_do_not_grow(elmer, norte, url_name):
    NeedFactory(reported_by=elmer)
    few = len(queries_of(elmer, url_name, ugel=norte))
    NeedFactory.create_batch(2, reported_by=elmer)

    assert (len(queries_of(elmer, url_name, ugel=norte)), few <= 8) == (few, True)


def test_answer_that_lacks_its_reason_says_so(need, elmer, visit):
    page = visit(elmer, "needs:need_answer", need.pk, method="post", data={"answer": "returned", "reason": " "})

    assert (page.status_code, "Escriba el motivo" in page.content.decode()) == (422, True)
    assert Need.objects.get().state == NeedState.REPORTED


def test_director_confirms_in_one_tap_what_the_ugel_says(need, rosa, elmer, visit):
    visit(elmer, "needs:need_say_solved", need.pk, method="post")

    assert "¿Usted lo ve así?" in visit(rosa, "needs:need_detail", need.pk).content.decode()
    visit(rosa, "needs:need_confirm", need.pk, method="post")

    assert Need.objects.get().state == NeedState.SOLVED


def test_who_said_it_cannot_confirm_it(need, elmer, visit):
    visit(elmer, "needs:need_say_solved", need.pk, method="post")

    answer = visit(elmer, "needs:need_confirm", need.pk, method="post", follow=True)

    assert ("Debe confirmarlo otra persona" in answer.content.decode(), Need.objects.get().state) == (True, "reported")


def test_need_explains_its_priority(need, elmer, visit):
    html = visit(elmer, "needs:need_detail", need.pk).content.decode()

    assert all(words in html for words in ("Por qué tiene esta prioridad", "Gravedad", "Meses de espera", "sin dato"))
