"""The pages: what each person finds, what is refused at the form, and that they ask no more for many."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.enums import Outcome
from commitments.models import Attestation
from core.files.services import store_audio, store_image
from core.files.tests.recordings import recording
from guardians import selectors, services
from guardians.enums import FileKind
from guardians.models import OWNER, Guardian, Sample, Tie, Visit
from guardians.tests.factories import make_code, make_delivery, make_guardian, make_visit
from schools.tests.factories import SchoolFactory, TerritoryFactory
from tests.pictures import photo_upload
from tests.queries import queries_of

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)
MOST_QUERIES = 8


def test_a_code_is_published_and_somebody_accepted_with_a_tie(visit, norte, elmer, school, army):
    page = visit(elmer, "guardians:guardian_accept").content.decode()
    assert "Falta el código de conducta" in page
    first = visit(elmer, "guardians:code_publish").content.decode()
    assert "No recibo dinero" in first
    visit(elmer, "guardians:code_publish", method="post", data={"text": "Digo lo que vi."})

    told = {
        "full_name": "Berta Laura",
        "phone": "952 000 777",
        "schools": [school.pk],
        "from_date": "2026-09-15",
        "signed_date": "2026-09-15",
        "partner": army.pk,
        "kind": "family",
        "scan": photo_upload(),
    }
    page = visit(elmer, "guardians:guardian_accept", method="post", data=told, follow=True).content.decode()

    guardian = Guardian.objects.get()
    assert "Berta Laura" in page and "IE San Martín" in page and "Entregar su tarjeta" in page
    assert (Tie.objects.get().kind, guardian.scan.kind) == ("family", "image")
    assert "versión 1, firmada el 15/09/2026" in page


def test_the_signed_code_is_attached_later_and_again(visit, norte, elmer, code, school):
    guardian = make_guardian(elmer, schools=[school])
    form = ("guardians:guardian_scan", guardian.pk)
    assert "Adjuntar el código firmado" in visit(elmer, "guardians:guardian_detail", guardian.pk).content.decode()
    assert visit(elmer, *form, method="post", data={}).status_code == 422

    kept = []
    for _again in range(2):
        page = visit(elmer, *form, method="post", data={"scan": photo_upload()}, follow=True).content.decode()
        guardian.refresh_from_db()
        assert "La firma quedó guardada" in page and guardian.scan.get_absolute_url() in page
        kept.append(guardian.scan_id)
    assert len(set(kept)) == 2
    services.end(guardian=guardian, reason="Se muda", by=elmer)
    answer = visit(elmer, *form, method="post", data={"scan": photo_upload()})
    assert (answer.status_code, "ya no es guardián" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"full_name": ""}, "Escriba el nombre de la persona"),
        ({"schools": []}, "Elija al menos una escuela, o un territorio"),
        ({"to_date": "2026-01-01"}, "El fin no puede ser anterior"),
        ({"signed_date": "2026-09-16"}, "aún no llega"),
        ({"scan": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_at_the_form(visit, norte, elmer, code, school, wrong, words):
    told = {"full_name": "Ana", "schools": [school.pk], "from_date": "2026-09-15", "signed_date": "2026-09-15", **wrong}
    answer = visit(elmer, "guardians:guardian_accept", method="post", data=told)
    if not words:
        assert (answer.status_code, Guardian.objects.count()) == (302, 1)
        return
    assert (answer.status_code, words in answer.content.decode(), Guardian.objects.count()) == (422, True, 0)


def test_the_list_says_who_signed_nothing_and_is_searched_and_exported(visit, norte, elmer, code, school, gino):
    make_guardian(elmer, schools=[school], full_name="Berta Ñaupa")
    over = make_guardian(elmer, schools=[SchoolFactory(name="IE Lejana")], full_name="Ana Cruz")
    services.end(guardian=over, reason="Se muda", by=elmer)

    page = visit(elmer, "guardians:guardian_list").content.decode()
    assert "Berta Ñaupa" in page and "Ana Cruz" not in page
    assert "1 persona tiene la función de guardián" in page and gino.full_name in page
    by_name = visit(elmer, "guardians:guardian_list", query="q=naupa").content.decode()
    by_school = visit(elmer, "guardians:guardian_list", query="q=san+martin").content.decode()
    nobody = visit(elmer, "guardians:guardian_list", query="q=zzz").content.decode()
    ended = visit(elmer, "guardians:guardian_list", query="estado=ended").content.decode()
    assert ["Berta" in one for one in (by_name, by_school, nobody, ended)] == [True, True, False, False]
    assert "Ana Cruz" in ended

    sheet = b"".join(visit(elmer, "guardians:guardian_export", "csv").streaming_content).decode("utf-8-sig")
    assert sheet.splitlines()[1].startswith("Berta Ñaupa")
    assert visit(elmer, "guardians:guardian_export", "xlsx").content[:2] == b"PK"


def test_schools_without_a_guardian_are_listed_and_searched(visit, norte, elmer, watcher):
    SchoolFactory(name="IE Lejana")
    page = visit(elmer, "guardians:school_list").content.decode()
    assert "IE Lejana" in page and "IE San Martín" not in page
    assert "IE Lejana" not in visit(elmer, "guardians:school_list", query="q=otra").content.decode()
    home = visit(elmer, "home").content.decode()
    assert "escuela sin guardián" in home


def test_a_guardian_finds_their_visits_and_tells_one(visit, norte, elmer, watcher, school, delivery, gino):
    mine = make_visit(elmer, watcher, school, instalment=delivery)
    assert "Diez sillas" in visit(gino, "home").content.decode()
    assert "Por hacer" in visit(gino, "guardians:my_visits").content.decode()
    page = visit(gino, "guardians:visit_tell", mine.pk).content.decode()
    assert "Se prometieron 10 sillas" in page and "Foto del lugar" in page

    told = {"outcome": "partly", "quantity": "", "seen_date": "2026-09-15"}
    refused = visit(gino, "guardians:visit_tell", mine.pk, method="post", data=told)
    assert (refused.status_code, "Escriba cuánto se entregó" in refused.content.decode()) == (422, True)
    again = {"submission": uuid.uuid4(), "outcome": "delivered", "quantity": "3", "seen_date": "2026-09-15"}
    pages = [visit(gino, "guardians:visit_tell", mine.pk, method="post", data=again, follow=True) for _time in "ab"]
    assert ["Hecha" in page.content.decode() for page in pages] == [True, True]
    # «Llegó todo» is all of it, whatever stood in the field before.
    assert [(one.outcome, one.quantity) for one in Attestation.objects.all()] == [("delivered", 10)]
    assert "Hechas" in visit(gino, "guardians:my_visits").content.decode()


def test_anothers_visit_is_read_without_a_name_at_ones_school_and_nowhere_else(
    visit, norte, elmer, watcher, school, delivery, gino
):
    elsewhere = SchoolFactory()
    other = make_guardian(elmer, schools=[school, elsewhere], full_name="Ana Cruz")
    here, there = make_visit(elmer, other, school, instalment=delivery), make_visit(elmer, other, elsewhere)

    page = visit(gino, "guardians:visit_detail", here.pk)
    assert (page.status_code, "Diez sillas" in page.content.decode()) == (200, True)
    assert "Ana Cruz" not in page.content.decode() and "Decir qué vi" not in page.content.decode()
    assert visit(gino, "guardians:visit_tell", here.pk).status_code == 404
    assert visit(gino, "guardians:visit_detail", there.pk).status_code == 404


def test_the_tied_are_told_before_the_questions(visit, norte, elmer, watcher, school, delivery, army):
    data = {"guardian": watcher.pk, "instalment": delivery.pk, "due_date": "2026-09-20"}
    services.declare_tie(guardian=watcher, partner=army, kind="member", by=elmer)
    answer = visit(elmer, "guardians:visit_assign", school.pk, method="post", data=data)
    assert (answer.status_code, "Conflicto de interés" in answer.content.decode()) == (422, True)
    done = visit(elmer, "guardians:visit_assign", school.pk, method="post", data={**data, "instalment": ""})
    assert (done.status_code, Visit.objects.get().title) == (302, "Mirar la escuela")


def test_a_sample_is_drawn_and_shown_with_how_to_check_it(visit, norte, elmer, watcher, school, colonel, delivery):
    told = {
        "period_start": "2026-09-01",
        "period_end": "2026-09-15",
        "measure": "percent",
        "amount": "101",
        "visit_by": "2026-09-30",
    }
    refused = visit(elmer, "guardians:sample_draw", method="post", data=told)
    assert (refused.status_code, "de 1 a 100" in refused.content.decode()) == (422, True)
    data = {**told, "amount": "50", "seed": "4711"}
    page = visit(elmer, "guardians:sample_draw", method="post", data=data, follow=True).content.decode()

    assert (Sample.objects.get().wanted, Visit.objects.count()) == (1, 1)
    assert "4711" in page and "dio lo mismo" in page and "Gino Quispe" in page
    listed = visit(elmer, "guardians:sample_list").content.decode()
    assert "Muestra N.º 1" in listed and "0 de 1" in listed and "del mismo periodo" not in listed
    make_delivery(elmer, contact=colonel, school=school)
    visit(elmer, "guardians:sample_draw", method="post", data={**data, "seed": "4712"})
    assert visit(elmer, "guardians:sample_list").content.decode().count("2 sorteos del mismo periodo") == 2


def test_a_guardians_home_begins_with_what_to_visit(visit, norte, elmer, gino, watcher, school):
    services.change_places(guardian=watcher, schools=[school, SchoolFactory()], territories=[], by=elmer)
    make_visit(elmer, watcher, school)
    page = visit(gino, "home").content.decode()
    assert page.index("Mis visitas por hacer") < page.index("Mis 2 escuelas")


def test_what_to_do_by_one_date_is_told_in_the_order_it_was_delivered(norte, elmer, watcher, school, colonel, gino):
    late, early = (make_delivery(elmer, contact=colonel, school=school, days=-days) for days in (2, 5))
    sent = [make_visit(elmer, watcher, school, instalment=one) for one in (late, early)]
    assert list(selectors.my_visits(gino)) == sent[::-1]


@pytest.mark.parametrize(
    ("kind", "opens"),
    [
        (FileKind.PLACE, {"elmer": 200, "rosa": 200, "gino": 200, "raul": 200}),
        (FileKind.VOICE, {"elmer": 200, "rosa": 404, "gino": 200, "raul": 404}),
        (FileKind.SLIP, {"elmer": 200, "rosa": 404, "gino": 404, "raul": 404}),
    ],
)
def test_who_sees_which_file(visit, norte, elmer, rosa, raul, watcher, school, delivery, gino, kind, opens):
    mine = make_visit(elmer, watcher, school, instalment=delivery)
    mine = services.tell_visit(visit=mine, by=gino, outcome=Outcome.NOT, seen_date=TODAY)
    told = {"owner": OWNER, "by": gino, "school_id": school.pk}
    stored = store_audio(voice_note(), **told) if kind == FileKind.VOICE else store_image(photo_upload(), **told)
    services.keep_file(visit=mine, kind=kind, keep=lambda: stored)

    people = {"elmer": elmer, "rosa": rosa, "gino": gino, "raul": raul}
    found = {name: visit(person, "files:file_show", stored.pk).status_code for name, person in people.items()}
    assert found == opens


def voice_note():
    return SimpleUploadedFile("nota", recording())


def test_the_pages_ask_as_much_for_many(norte, elmer, watcher, school, colonel, gino, army):
    ite = TerritoryFactory(code="230302", name="ITE")
    sample = None

    def more(number):
        nonlocal sample
        guardian = make_guardian(elmer, schools=[school], territories=[ite], full_name=f"Ana {number}")
        services.declare_tie(guardian=guardian, partner=army, kind="works", by=elmer)
        SchoolFactory(name=f"IE {number}")
        deliveries = [make_delivery(elmer, contact=colonel, school=school, days=-number - 2) for _two in range(2)]
        make_visit(elmer, watcher, school, instalment=deliveries[0])
        told = {"period_start": TODAY - 90 * DAY, "period_end": TODAY, "visit_by": TODAY, "by": elmer}
        sample = services.draw_sample(measure="percent", amount=100, **told)

    def asked():
        pages = [
            (elmer, "guardian_list"),
            (elmer, "school_list"),
            (elmer, "visit_list"),
            (elmer, "sample_list"),
            (elmer, "guardian_detail", watcher.pk),
            (elmer, "sample_detail", sample.pk),
            (gino, "my_visits"),
        ]
        return {name: len(queries_of(who, f"guardians:{name}", *args, ugel=norte)) for who, name, *args in pages}

    more(1)
    one = asked()
    for number in range(2, 5):
        more(number)
    assert asked() == one
    lists = [count for name, count in one.items() if name != "guardian_detail"]
    assert max(lists) <= MOST_QUERIES, one


def test_another_ugels_code_is_not_met(visit, norte, elmer, sur, delia):
    make_code(elmer)
    answer = visit(delia, "guardians:guardian_list", ugel=sur).content.decode()
    assert "Falta publicar el código" in answer
