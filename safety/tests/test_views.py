from datetime import date
from html import unescape

import pytest
from django.utils import timezone

from core.files.models import Upload, UploadState
from core.files.selectors import Arrivals
from core.files.tasks import attach_waiting
from safety.enums import CheckState
from safety.models import Check
from safety.selectors.checks import ANSWERS_FORM
from safety.services.checks import record_answers
from safety.services.verification import return_check, verify_check
from safety.tests.factories import (
    every_answer,
    filled_check,
    photo,
    planned_check,
    submitted_check,
    verified_check,
)
from schools.tests.factories import SchoolFactory, SchoolStaffFactory
from tests.queries import queries_of
from tests.world import make_person

OCTOBER = date(2026, 10, 5)


@pytest.fixture
def rosa(norte, school):
    """Heads San Martín."""
    from core.accounts.enums import Role

    person = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaffFactory(school=school, user=person)
    return person


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


# --- list and plan ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_check_list_queries_do_not_grow(norte, elmer, hilda, count):
    for _number in range(count):
        verified_check(SchoolFactory(), elmer, hilda)
    assert len(queries_of(elmer, "safety:check_list", ugel=norte)) <= 8


def test_check_list_asks_the_same_for_one_row_and_for_three(norte, elmer, hilda):
    verified_check(SchoolFactory(), elmer, hilda)
    one = len(queries_of(elmer, "safety:check_list", ugel=norte))
    for _number in range(2):
        verified_check(SchoolFactory(), elmer, hilda)
    assert len(queries_of(elmer, "safety:check_list", ugel=norte)) == one


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ite", "Locumba", "Mirave", "Ñuñoa"]),
        ("q=nunoa", ["Ñuñoa"]),
        ("estado=submitted", ["Mirave"]),
        ("semaforo=at_risk", ["Locumba"]),
        ("semaforo=conforming", ["Ite"]),
        ("mias=on", ["Ite", "Locumba", "Mirave"]),
        ("q=nunoa&estado=verified", []),
    ],
)
def test_check_list_filters(visit, elmer, hilda, query, found):
    verified_check(SchoolFactory(name="Ite"), elmer, hilda)
    verified_check(SchoolFactory(name="Locumba"), elmer, hilda, AG_02="0")
    submitted_check(SchoolFactory(name="Mirave"), elmer)
    planned_check(SchoolFactory(name="Ñuñoa", search_name="nunoa"), hilda)
    page = visit(elmer, "safety:check_list", query=query)
    assert sorted(check.school.name for check in page.context["table"].data.data) == found


def test_check_list_says_first_what_waits(visit, elmer, hilda):
    submitted_check(SchoolFactory(), elmer)
    return_check(check=submitted_check(SchoolFactory(), elmer), reason="Falta", by=hilda)
    planned_check(SchoolFactory(), elmer, day=date(2020, 1, 6))
    chips = visit(elmer, "safety:check_list").context["chips"]
    assert [chip["label"] for chip in chips] == ["1 por verificar", "1 observada", "1 visita atrasada"]


def test_plan_a_visit_for_a_colleague(visit, school, elmer, hilda):
    data = {"school": school.pk, "author": elmer.pk, "planned_date": "2026-12-01"}
    answer = visit(hilda, "safety:check_plan", method="post", data=data)
    check = Check.objects.get()
    assert answer.url == f"/230008/esya/fichas/{check.pk}/"
    assert (check.school, check.author, check.state) == (school, elmer, CheckState.PLANNED)


def test_planning_a_school_with_an_open_visit_says_so(visit, school, elmer):
    planned_check(school, elmer)
    data = {"school": school.pk, "author": elmer.pk, "planned_date": "2026-12-01"}
    answer = visit(elmer, "safety:check_plan", method="post", data=data)
    assert answer.status_code == 422
    assert "Esta escuela ya tiene una visita abierta." in text_of(answer)


def test_only_people_of_this_ugel_are_sent(visit, school, elmer, delia):
    data = {"school": school.pk, "author": delia.pk, "planned_date": "2026-12-01"}
    assert visit(elmer, "safety:check_plan", method="post", data=data).status_code == 422
    assert Check.objects.count() == 0


# --- filling on a phone, without JavaScript ---------------------------------------------------------------------


def test_filling_goes_dimension_by_dimension_to_the_summary(visit, school, elmer):
    check = planned_check(school, elmer)
    answer = visit(elmer, "safety:check_fill", check.pk, method="post", data={"visited_date": "2026-03-16"})
    at = [answer.url.rsplit("/", 2)[-2]]
    answers = every_answer()
    for _dimension in range(5):
        section = at[-1]
        own = check.version.items.filter(dimension=section).values_list("code", flat=True)
        data = {code: answers[code].choice for code in own}
        answer = visit(elmer, "safety:check_answer", check.pk, section, method="post", data=data)
        at.append(answer.url.rsplit("/", 2)[-2])
    assert at == ["infrastructure", "fitting_out", "water", "sanitation", "welcome", "enviar"]
    page = visit(elmer, "safety:check_submit", check.pk)
    assert "44 de 44" in text_of(page)
    visit(elmer, "safety:check_submit", check.pk, method="post")
    check.refresh_from_db()
    assert (check.state, check.visited_date) == (CheckState.SUBMITTED, date(2026, 3, 16))


def test_saving_half_a_page_stays_and_counts(visit, school, elmer):
    check = planned_check(school, elmer)
    data = {"AG-02": "1", "note-AG-02": "Solo el caño del patio", "stay": "1"}
    answer = visit(elmer, "safety:check_answer", check.pk, "water", method="post", data=data, follow=True)
    assert answer.request["PATH_INFO"].endswith("/llenar/water/")
    assert "1 de 44" in text_of(answer)
    assert list(check.answers.values_list("item__code", "choice", "note")) == [("AG-02", "1", "Solo el caño del patio")]


def test_an_option_the_page_did_not_offer_is_refused(visit, school, elmer):
    check = planned_check(school, elmer)
    answer = visit(elmer, "safety:check_answer", check.pk, "water", method="post", data={"AG-02": "9", "AG-03": "2"})
    assert answer.status_code == 422
    assert check.answers.count() == 0


def test_photos_come_with_the_page_and_reach_their_item(visit, norte, school, elmer):
    check = planned_check(school, elmer)
    data = {"AG-02": "2", "photos-AG-02": [photo("caño.jpg"), photo("balde.jpg", "brown")]}
    visit(elmer, "safety:check_answer", check.pk, "water", method="post", data=data)
    assert Arrivals.of(check, ANSWERS_FORM).waiting == 2
    attach_waiting(norte)
    assert (
        list(check.photos.values_list("item__code", "file__owner", "file__school_id"))
        == [("AG-02", "safety.AnswerPhoto", school.pk)] * 2
    )
    assert Arrivals.of(check, ANSWERS_FORM).waiting == 0


def test_a_photo_that_arrives_after_handing_over_is_kept_and_a_fifth_is_refused(visit, norte, school, elmer):
    check = filled_check(school, elmer)
    data = {"photos-AG-02": [photo(f"{color}.jpg", color) for color in ("red", "blue", "green", "black")]}
    visit(elmer, "safety:check_answer", check.pk, "water", method="post", data=data)
    visit(elmer, "safety:check_answer", check.pk, "water", method="post", data={"photos-AG-02": [photo()]})
    visit(elmer, "safety:check_submit", check.pk, method="post")
    attach_waiting(norte)
    assert check.photos.count() == 4
    refused = Upload.objects.get(state=UploadState.REFUSED)
    assert refused.refusal == "Este ítem ya tiene cuatro fotos. Quite una para poner otra."


def test_a_file_that_is_no_photo_is_named_and_nothing_is_saved(visit, school, elmer):
    from django.core.files.uploadedfile import SimpleUploadedFile

    check = planned_check(school, elmer)
    data = {"AG-02": "2", "photos-AG-02": SimpleUploadedFile("virus.jpg", b"MZ", "image/jpeg")}
    answer = visit(elmer, "safety:check_answer", check.pk, "water", method="post", data=data)
    assert answer.status_code == 422
    assert "«virus.jpg»" in text_of(answer)
    assert check.answers.count() == 0


def test_submitting_an_unfinished_check_names_what_is_missing(visit, school, elmer):
    check = planned_check(school, elmer)
    answers = every_answer()
    del answers["AG-03"]
    record_answers(check=check, answers=answers, by=elmer)
    answer = visit(elmer, "safety:check_submit", check.pk, method="post", follow=True)
    assert "Falta responder 1 ítem: AG-03." in text_of(answer)


def test_a_submitted_check_is_not_filled_any_more(visit, school, elmer):
    check = submitted_check(school, elmer)
    answer = visit(elmer, "safety:check_answer", check.pk, "water", method="post", data={"AG-02": "0"})
    assert answer.status_code == 422
    assert check.answers.get(item__code="AG-02").choice == "2"


# --- verification -----------------------------------------------------------------------------------------------


def test_the_schools_director_verifies_her_school_and_sees_no_other(visit, school, elmer, rosa):
    own, other = submitted_check(school, elmer), submitted_check(SchoolFactory(), elmer)
    assert visit(rosa, "safety:check_verify", other.pk, method="post").status_code == 404
    visit(rosa, "safety:check_verify", own.pk, method="post")
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, own.verified_by, other.state) == (CheckState.VERIFIED, rosa, CheckState.SUBMITTED)


def test_verify_page_shows_the_result_before_it_is_stored(visit, school, elmer, hilda):
    check = submitted_check(school, elmer, AG_02="0")
    page = text_of(visit(hilda, "safety:check_verify", check.pk))
    assert "Crítico: ¿Hay agua para tomar en este momento? No hay agua ahora." in page
    assert page.count("En riesgo") == 1
    assert check.scores.count() == 0


def test_second_verifier_is_told_it_was_done(visit, school, elmer, hilda, rosa):
    check = submitted_check(school, elmer)
    verify_check(check=check, by=rosa)
    answer = visit(hilda, "safety:check_verify", check.pk, method="post", follow=True)
    assert "Otra persona cambió esta ficha" in text_of(answer)


def test_returning_needs_words(visit, school, elmer, hilda):
    check = submitted_check(school, elmer)
    assert visit(hilda, "safety:check_return", check.pk, method="post", data={"reason": " "}).status_code == 422
    visit(hilda, "safety:check_return", check.pk, method="post", data={"reason": "Falta el tanque"})
    assert "Falta el tanque" in text_of(visit(elmer, "safety:check_fill", check.pk))


def test_photo_is_shown_to_whoever_may_see_the_check_only(visit, norte, school, elmer, rosa, gino, delia):
    check = planned_check(school, elmer)
    visit(elmer, "safety:check_answer", check.pk, "water", method="post", data={"photos-AG-02": [photo()]})
    attach_waiting(norte)
    file = check.photos.get().file_id
    statuses = {person.full_name: visit(person, "files:file_show", file).status_code for person in (elmer, rosa, gino)}
    assert statuses == {"Elmer Quispe": 200, "Rosa Quispe": 200, "Gino Quispe": 404}
    assert visit(delia, "files:file_show", file).status_code == 404


# --- evidence ---------------------------------------------------------------------------------------------------


def evidence(visit, person, school):
    query = "report=1&desde=2026-01-01&hasta=2026-12-31&corte=2026-12-31T23:59:00%2B00:00"
    return visit(person, "safety:improvement_evidence", school.pk, query=query).context["evidence"]


@pytest.fixture
def at_years_end(time_machine):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 12, 31, 20)))


def test_evidence_shows_both_checks_and_what_went_up(visit, school, elmer, hilda, at_years_end):
    before = verified_check(school, elmer, hilda, day=date(2025, 11, 20), value=1)
    after = verified_check(school, elmer, hilda, day=OCTOBER, value=1, AG_02="2", AG_03="2")
    found = evidence(visit, elmer, school)
    assert (found.label, found.comparison.before, found.comparison.after) == ("Mejoró", before, after)
    water = next(change for change in found.comparison.changes if change.dimension == "water")
    assert [pairing.item.code for pairing in water.moved] == ["AG-02", "AG-03"]
    assert not found.is_baseline_inside


@pytest.mark.parametrize(
    ("story", "label"),
    [
        ("two", "Sigue igual"),
        ("worse", "Bajó"),
        ("one", "No evaluada"),
        ("unverified", "Sin verificar"),
        ("", "Sin ficha"),
    ],
)
def test_evidence_says_why_there_is_no_improvement(visit, school, elmer, hilda, at_years_end, story, label):
    if story:
        verified_check(school, elmer, hilda, day=date(2025, 11, 20))
    if story in ("two", "worse"):
        verified_check(school, elmer, hilda, day=OCTOBER, AG_02="0" if story == "worse" else "2")
    if story == "unverified":
        submitted_check(school, elmer, day=OCTOBER)
    found = evidence(visit, elmer, school)
    assert (found.label, found.comparison is not None) == (label, story in ("two", "worse"))


def test_evidence_refuses_a_date_that_is_none(visit, school, elmer):
    assert visit(elmer, "safety:improvement_evidence", school.pk, query="desde=2026-02-31").status_code == 404


def test_checks_of_two_schools_are_not_compared(visit, elmer, hilda):
    one, other = (verified_check(SchoolFactory(), elmer, hilda) for _number in range(2))
    assert visit(elmer, "safety:check_compare", one.pk, other.pk).status_code == 404


def test_map_layer_gives_each_checked_school_its_worst_level(school, elmer, hilda):
    from safety.map_layer import levels

    other = SchoolFactory()
    verified_check(school, elmer, hilda, AG_02="0")
    assert [(key, level.tone, level.label) for key, level in levels([school, other]).items()] == [
        (school.pk, "risk", "En riesgo")
    ]
