import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from core.audit.models import Entry
from core.files.images import NotAPhoto
from core.notifications.models import Message
from needs import services
from needs.enums import OPEN_STATES, TRANSITIONS, Category, NeedState, Severity
from needs.models import Need, NeedAttachment, NeedCounter
from needs.services.answering import DuplicateOfDuplicate, NotTheSameSchool
from needs.services.moving import NeedMovedOn, ReasonMissing
from needs.services.reporting import TooManyPhotos
from needs.services.solving import NothingToConfirm, SamePerson
from needs.tests.factories import NeedFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

LEAK = {"category": Category.PREMISES, "what": "Gotea el techo", "severity": Severity.GRAVE}


def told():
    return list(Message.objects.order_by("id").values_list("name", "subject", "body"))


def verbs():
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_register_numbers_needs_one_after_another(rosa, school):
    numbers = [services.register_need(school=school, by=rosa, **LEAK).number for _ in range(3)]

    assert (numbers, NeedCounter.objects.get().last_number, verbs()) == ([1, 2, 3], 3, ["needs.reported"] * 3)


def test_register_keeps_photos_with_the_need(rosa, school):
    need = services.register_need(school=school, by=rosa, photos=[photo_upload(), photo_upload()], **LEAK)

    files = [attachment.file for attachment in need.attachments.select_related("file")]
    assert [(f.owner, f.school_id, f.content_type) for f in files] == [
        ("needs.NeedAttachment", school.pk, "image/jpeg")
    ] * 2


@pytest.mark.parametrize(
    ("photos", "refusal"),
    [([SimpleUploadedFile("x.jpg", b"not a photo")], NotAPhoto), ([photo_upload()] * 9, TooManyPhotos)],
)
def test_register_with_a_bad_photo_saves_nothing(rosa, school, photos, refusal):
    with pytest.raises(refusal):
        services.register_need(school=school, by=rosa, photos=photos, **LEAK)

    assert (Need.objects.count(), NeedAttachment.objects.count(), told()) == (0, 0, [])


def test_danger_is_told_to_the_ugel_at_once_and_not_to_who_said_it(rosa, school, hilda, elmer):
    services.register_need(school=school, by=rosa, **{**LEAK, "severity": Severity.DANGER})

    assert sorted((name, subject) for name, subject, _ in told()) == [
        ("Elmer Quispe", "Peligro hoy en IE San Martín"),
        ("Hilda Quispe", "Peligro hoy en IE San Martín"),
    ]
    assert set(Message.objects.values_list("is_urgent", flat=True)) == {True}


def test_every_answer_reaches_the_school_in_one_sentence(need, elmer, rosa):
    services.accept_need(need=need, by=elmer)
    services.prioritise_need(need=need, by=elmer)
    services.cover_by_state_programme(need=need, programme="PRONIED", by=elmer)

    assert [body for _, _, body in told()] == [
        f"Su pedido n.º {need.number} (Gotea el techo del aula) fue aceptado: entra a la lista de la UGEL.",
        f"Su pedido n.º {need.number} (Gotea el techo del aula) está entre los priorizados de la UGEL.",
        f"Su pedido n.º {need.number} (Gotea el techo del aula) lo atenderá PRONIED.",
    ]
    assert {name for name, _, _ in told()} == {"Rosa Quispe"}


def test_returned_need_comes_back_with_what_was_missing(need, elmer, rosa):
    services.return_need(need=need, reason=" ¿Cuál aula? ", by=elmer)
    again = services.resubmit_need(need=need, by=rosa, place="Aula de 3.º")

    assert (again.state, again.place, again.reason) == (NeedState.REPORTED, "Aula de 3.º", "")
    assert told()[0][2].endswith("necesita un dato más: ¿Cuál aula?")


@pytest.mark.parametrize(
    "act",
    [
        lambda need, by: services.return_need(need=need, reason="  ", by=by),
        lambda need, by: services.close_unsolved(need=need, reason="", by=by),
        lambda need, by: services.solve_otherwise(need=need, reason="", by=by),
        lambda need, by: services.cover_by_state_programme(need=need, programme="", by=by),
    ],
)
def test_a_reason_is_asked_for(need, elmer, act):
    with pytest.raises(ReasonMissing):
        act(need, elmer)

    assert (Need.objects.get().state, told()) == (NeedState.REPORTED, [])


def test_second_answer_at_once_is_told_that_it_moved_on(need, elmer, hilda):
    stale = Need.objects.get(pk=need.pk)
    services.close_unsolved(need=need, reason="La escuela cerró", by=elmer)

    with pytest.raises(NeedMovedOn):
        services.prioritise_need(need=stale, by=hilda)


def test_duplicate_gives_its_photos_and_its_larger_count(need, rosa, elmer, school):
    twin = NeedFactory(school=school, reported_by=rosa, affected_students=40, severity=Severity.GRAVE)
    services.reporting.attach_photo(need=twin, upload=photo_upload(), by=rosa)

    services.mark_duplicate(need=twin, of=need, by=elmer)

    need.refresh_from_db()
    twin.refresh_from_db()
    assert (twin.state, twin.duplicate_of, need.attachments.count()) == (NeedState.DUPLICATE, need, 1)
    assert (need.affected_students, need.severity) == (40, Severity.GRAVE)


def test_duplicates_stay_within_a_school_and_never_form_a_chain(need, rosa, elmer, school):
    other, twin, third = NeedFactory(reported_by=rosa), *NeedFactory.create_batch(2, school=school, reported_by=rosa)
    with pytest.raises(NotTheSameSchool):
        services.mark_duplicate(need=other, of=need, by=elmer)
    services.mark_duplicate(need=twin, of=need, by=elmer)

    for of in (twin, third):
        with pytest.raises(DuplicateOfDuplicate):
            services.mark_duplicate(need=third, of=of, by=elmer)


def test_school_is_asked_whether_it_sees_it_solved_and_hears_when_it_is_not(need, elmer, hilda, rosa):
    services.say_solved(need=need, by=elmer, party=Party.UGEL)
    services.contradict_solved(need=need, by=hilda, party=Party.UGEL, text="Sigue goteando")
    services.say_solved(need=need, by=elmer, party=Party.UGEL)

    said, contradicted, again = [body for _name, _subject, body in told()]
    assert (
        said
        == again
        == (
            f"Dicen que su pedido n.º {need.number} (Gotea el techo del aula) ya se resolvió. "
            "¿Usted lo ve así? Ábralo y díganos."
        )
    )
    assert contradicted.endswith("sigue abierto: otra persona vio que no está resuelto.")


def test_solved_needs_two_persons(need, rosa, elmer):
    services.say_solved(need=need, by=elmer, party=Party.UGEL, text="El municipio cambió las calaminas")
    with pytest.raises(SamePerson):
        services.confirm_solved(need=need, by=elmer, party=Party.UGEL)

    solved = services.confirm_solved(need=need, by=rosa, party=Party.SCHOOL)

    assert (solved.state, solved.solved_said_by, solved.closed_by) == (NeedState.SOLVED, elmer, rosa)


def test_the_database_refuses_solved_seen_by_one(need, rosa):
    with pytest.raises(IntegrityError, match="needs_need_two_see_it_solved"), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(state=NeedState.SOLVED, solved_said_by=rosa, closed_by=rosa)


def test_contradiction_takes_the_word_off_and_keeps_both_on_record(need, rosa, elmer):
    services.say_solved(need=need, by=elmer, party=Party.UGEL)
    services.contradict_solved(need=need, by=rosa, party=Party.SCHOOL, text="Sigue goteando")

    need.refresh_from_db()
    assert (need.state, need.solved_said_by) == (NeedState.REPORTED, None)
    entry = Entry.objects.get(verb="needs.solved_contradicted")
    assert (entry.data["said_by"], entry.data["text"]) == (elmer.pk, "Sigue goteando")
    with pytest.raises(NothingToConfirm):
        services.confirm_solved(need=need, by=rosa, party=Party.SCHOOL)


def test_partly_solved_stays_open(need, rosa, elmer):
    services.say_solved(need=need, by=elmer, party=Party.UGEL)

    partly = services.confirm_solved(need=need, by=rosa, party=Party.SCHOOL, is_partly=True)

    assert (partly.state, partly.status.is_open, partly.solved_said_at) == (NeedState.PARTLY_SOLVED, True, None)


def test_an_end_can_be_undone(need, elmer):
    services.close_unsolved(need=need, reason="Error mío", by=elmer)

    again = services.reopen_need(need=need, reason="Lo cerré por error", by=elmer)

    assert (again.state, again.closed_by, again.closed_at) == (NeedState.ACCEPTED, None, None)


def test_every_end_can_be_left_and_every_state_reached():
    assert set(TRANSITIONS) == set(NeedState)
    assert set().union(*TRANSITIONS.values()) == set(NeedState)
    assert all(TRANSITIONS[state] for state in set(NeedState) - OPEN_STATES)


def test_needs_of_schools_without_a_director_still_tell_who_reported(elmer, gino, norte):
    need = NeedFactory(school=SchoolFactory(), reported_by=gino)

    services.accept_need(need=need, by=elmer)

    assert [name for name, _, _ in told()] == ["Gino Quispe"]
