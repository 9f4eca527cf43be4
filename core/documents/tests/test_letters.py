import json
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from core.documents.models import Document, DocumentCounter, Letter, LetterTemplate, PaperContent
from core.documents.places import filled, not_places, places_in
from core.documents.prose import Block, blocks_of
from core.documents.selectors.letters import gaps_of, sheet_of
from core.documents.services import sha256_of
from core.documents.services.letters import (
    LetterHasGaps,
    LetterIsIssued,
    NothingToWriteAbout,
    begin_correction,
    begin_letter,
    copy_letter,
    discard_letter,
    issue_letter,
    save_letter,
)
from core.documents.services.wording import NameTaken, UnknownPlace, retire_template, save_style, save_template
from core.documents.tests.factories import KINDS, make_issued_letter, make_letter
from core.strategies.letters import LetterFill, LetterKind
from core.tenancy.scope import scope
from tests.world import make_person


def test_text_is_filled_by_plain_replacement_and_never_read_twice():
    values = {"entidad": "{ugel}", "escuela": "I.E. {{ settings.SECRET_KEY }}"}

    assert filled("{entidad} y {escuela}, {hora}", values) == "{ugel} y I.E. {{ settings.SECRET_KEY }}, {hora}"
    assert places_in("{hora} {Hora} {a.b} {hora}", "{local}") == ["hora", "local"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sr. {destinatario}", []),
        ("{destinatario.__class__}", ["{destinatario.__class__}"]),
        ("{{ ugel }}", ["{", "{ ugel }", "}"]),
        ("{% load x %} {Cargo}", ["{% load x %}", "{Cargo}"]),
        ("sola { llave", ["{"]),
    ],
)
def test_what_is_no_place_of_the_list_is_named(text, found):
    assert not_places(text, ["destinatario", "ugel", "cargo"]) == found


def test_lines_with_a_hyphen_are_a_list():
    assert blocks_of("Uno\n\n- a\n- b\nDos") == [Block(("Uno",)), Block(("a", "b"), is_list=True), Block(("Dos",))]


def test_letter_says_what_is_missing_until_it_is_complete(norte, elmer, hilda):
    letter = begin_letter(kind=KINDS["documents.thanks"], by=elmer)

    assert gaps_of(letter) == {
        "escuela": "escuela",
        "entidad": "entidad del destinatario",
        "compromiso": "qué se comprometió",
    }
    with pytest.raises(LetterHasGaps, match="escuela, entidad del destinatario, qué se comprometió"):
        issue_letter(letter=letter, by=hilda)
    assert (Document.objects.count(), DocumentCounter.objects.count()) == (0, 0)


def test_issued_letter_is_numbered_and_its_words_are_hashed(norte, elmer, hilda):
    save_style(suffix="UGEL.NORTE", place="Locumba", signer_name="Hilda Quispe", signer_post="Directora", by=hilda)
    document = issue_letter(letter=make_letter(by=elmer), by=hilda)

    content = PaperContent.objects.get(document=document)
    snapshot = json.loads(content.snapshot)
    assert (document.label, document.type, document.title) == (
        f"N.º 001-{document.year}-UGEL.NORTE",
        "letter",
        "Agradecimiento por el apoyo a la I.E. San Martín",
    )
    assert document.snapshot_sha256 == sha256_of(content.snapshot)
    assert (snapshot["signer_name"], snapshot["place"], snapshot["addressee"]) == (
        "Hilda Quispe",
        "Locumba",
        "Coronel Hugo Rivas",
    )
    assert "UGEL Norte a Ejército del Perú por haber cumplido" in snapshot["body"]
    assert all(words in content.html for words in (document.label, document.snapshot_sha256, document.printed_code))


def test_words_of_people_are_escaped_on_paper(norte, elmer, hilda):
    document = make_issued_letter(by=hilda, entity="<script>x</script> {{ ugel.pk }}")

    html = PaperContent.objects.get(document=document).html
    assert "<script>x" not in html
    assert "&lt;script&gt;x&lt;/script&gt; {{ ugel.pk }}" in html


def test_issued_letter_refuses_to_be_written_issued_or_discarded_again(norte, elmer, hilda):
    letter = make_letter(by=elmer)
    issue_letter(letter=letter, by=hilda)

    for act in (save_letter, issue_letter, discard_letter):
        with pytest.raises(LetterIsIssued):
            act(letter=letter, by=hilda)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("change", [{"body": "Otro"}, {"document_id": None}, {"addressee": "Otro"}])
def test_database_refuses_to_change_an_issued_letter(norte, hilda, change):
    document = make_issued_letter(by=hilda)

    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        Letter.objects.filter(document=document).update(**change)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        Letter.objects.filter(document=document).delete()


@pytest.mark.parametrize("change", [{"snapshot": "{}"}, {"html": "<p>otro</p>"}])
def test_database_refuses_to_change_what_a_paper_says(norte, hilda, change):
    content = PaperContent.objects.get(document=make_issued_letter(by=hilda))

    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        PaperContent.objects.filter(pk=content.pk).update(**change)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        PaperContent.objects.filter(pk=content.pk).delete()


def test_correction_replaces_the_issued_letter_once(norte, elmer, hilda):
    document = make_issued_letter(by=hilda)
    letter = document.letters.get()
    correction = begin_correction(letter=letter, by=elmer)

    assert begin_correction(letter=letter, by=hilda) == correction
    later = issue_letter(letter=correction, by=hilda)
    document.refresh_from_db()
    assert (document.state, document.superseded_by, later.number) == ("superseded", later, 2)


def test_copy_begins_a_letter_of_its_own(norte, elmer, hilda):
    issued = make_issued_letter(by=hilda)
    copy = copy_letter(letter=issued.letters.get(), by=elmer)

    assert (copy.document, copy.supersedes, copy.entity) == (None, None, "Ejército del Perú")


def test_letter_about_one_thing_is_begun_once(norte, elmer, hilda):
    kind = LetterKind("x.y", "X", "letter", "Sobre {cosa}", "Texto", {"cosa": "cosa"}, fill=fill_thing)

    first = begin_letter(kind=kind, about="7", by=elmer)
    assert begin_letter(kind=kind, about="7", by=hilda) == first
    assert begin_letter(kind=kind, about="8", by=hilda) != first
    assert sheet_of(first).subject == "Sobre la cosa 7"
    with pytest.raises(NothingToWriteAbout):
        begin_letter(kind=kind, about="nada", by=elmer)


def fill_thing(about):
    return LetterFill({"cosa": f"la cosa {about}"}) if about.isdecimal() else None


def test_own_wording_is_offered_beside_the_standard_one_and_checked(norte, elmer):
    kind = KINDS["documents.invitation"]
    own = save_template(kind=kind, name="Mesa", subject="Mesa de {reunion}", body="Venga, {destinatario}.", by=elmer)

    assert begin_letter(kind=kind, template=own, by=elmer).body == "Venga, {destinatario}."
    assert begin_letter(kind=kind, by=elmer).subject == "Invitación a {reunion}"
    with pytest.raises(UnknownPlace, match=r"«\{ugel\.region\}», «\{compromiso\}»"):
        save_template(kind=kind, name="Otra", subject="{ugel.region}", body="{compromiso}", by=elmer)
    with pytest.raises(NameTaken):
        save_template(kind=kind, name="Mesa", subject="x", body="y", by=elmer)
    retire_template(template=own, by=elmer)
    assert save_template(kind=kind, name="Mesa", subject="x", body="y", by=elmer).pk != own.pk


def test_wordings_and_letters_of_another_ugel_do_not_exist(norte, sur, elmer):
    make_letter(by=elmer)
    save_template(kind=KINDS["documents.invitation"], name="Mesa", subject="x", body="y", by=elmer)

    with scope(sur):
        assert (Letter.objects.count(), LetterTemplate.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_eight_people_who_issue_the_same_letters_get_one_number_each_without_gaps(norte_closed):
    hilda = make_person("hilda", "ugel_head", ugel=norte_closed)
    with scope(norte_closed):
        letters = [make_letter(by=hilda) for _ in range(4)]
    outcomes = at_once([issue_once(norte_closed, letter, hilda) for letter in letters * 2])

    assert sorted(map(str, outcomes)) == ["1", "2", "3", "4", *["refused"] * 4]
    with scope(norte_closed):
        assert list(Document.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_begin_a_letter_about_one_thing_get_the_same_draft(norte_closed):
    hilda = make_person("hilda", "ugel_head", ugel=norte_closed)
    kind = LetterKind("x.y", "X", "letter", "Sobre {cosa}", "Texto", {"cosa": "cosa"}, fill=fill_thing)

    def begin():
        with scope(norte_closed):
            return begin_letter(kind=kind, about="7", by=hilda).pk

    assert len(set(at_once([begin, begin, begin]))) == 1


def issue_once(ugel, letter, by):
    def press():
        try:
            with scope(ugel):
                return issue_letter(letter=letter, by=by).number
        except LetterIsIssued:
            return "refused"

    return press


def at_once(acts):
    """What each of these answers when all are done at the same moment."""
    start, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            outcomes.append(act())
        finally:
            connection.close()

    people = [threading.Thread(target=run, args=[act]) for act in acts]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return outcomes
