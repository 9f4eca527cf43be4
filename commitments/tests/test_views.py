import pytest

from commitments import services
from commitments.models import Attestation, Commitment, Confirmation
from commitments.services.attesting import store_scan
from core.files.tasks import attach_waiting
from needs.tests.factories import NeedFactory
from partners.services import merge_partners
from partners.tests.factories import ContactFactory, PartnerFactory
from tests.pictures import photo_upload
from tests.queries import queries_of


def test_director_says_what_came_with_photos_and_the_page_shows_them(confirmed, rosa, visit, norte):
    commitment = confirmed()
    data = {
        "instalment": commitment.instalments.get().pk,
        "outcome": "partly",
        "quantity": "40",
        "seen_date": "2026-05-12",
        "note": "Faltan sesenta",
        "after": [photo_upload()],
    }

    answer = visit(rosa, "commitments:commitment_attest", commitment.pk, method="post", data=data, follow=True)
    attach_waiting(norte)

    word = Attestation.objects.get()
    assert (word.party, word.user, word.quantity, word.evidence.get().kind) == ("school", rosa, 40, "after")
    html = answer.content.decode()
    assert ("Recibido por la UGEL" in html, "«Faltan sesenta»" in html, "En ejecución" in html) == (True, True, True)
    assert "<img" in visit(rosa, "commitments:commitment_detail", commitment.pk).content.decode()


def test_the_page_says_who_said_what_and_for_whom(confirmed, voices, rosa, elmer, visit):
    commitment = confirmed()
    services.attest(instalment=commitment.instalments.get(), voice=voices["gino"], outcome="delivered")

    school, ugel = (
        visit(one, "commitments:commitment_detail", commitment.pk).content.decode() for one in (rosa, elmer)
    )

    assert ("testigo de la comunidad" in school, "Gino Quispe" in school) == (True, False)
    assert ("Gino Quispe (Guardián de la comunidad)" in ugel, "Falta la segunda palabra" in ugel) == (True, True)
    assert "sin fotos" in school and "sin fotos" in ugel
    shown = store_scan(photo_upload(), commitment=commitment, by=rosa)
    services.add_evidence(commitment=commitment, attestation=Attestation.objects.get(), stored=shown, kind="after")
    assert "sin fotos" not in visit(elmer, "commitments:commitment_detail", commitment.pk).content.decode()


def test_specialist_writes_down_a_promise_from_a_need(rosa, elmer, school, army, visit):
    need = NeedFactory(school=school, reported_by=rosa)
    page = visit(elmer, "commitments:commitment_new", query=f"necesidad={need.pk}")
    assert "Gotea el techo del aula" in page.content.decode()

    data = {
        "promiser": "partner",
        "partner": army.pk,
        "what": "Cambiar las calaminas",
        "category": "premises",
        "schools": [school.pk],
        "needs": [need.pk],
        "quantity": "40",
        "unit": "calaminas",
        "rhythm": "list",
        "dates": "12/05/2026\n19/05/2026",
    }
    visit(elmer, "commitments:commitment_new", method="post", data=data, query=f"necesidad={need.pk}")

    commitment = Commitment.objects.get()
    assert (commitment.quantity, commitment.instalments.count(), commitment.covers.get().need) == (80, 2, need)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"partner": ""}, "Elija el aliado"),
        ({"schools": []}, "Elija las escuelas, o un distrito"),
        ({"rhythm": "list", "dates": "mañana"}, "Una de las fechas no se entiende"),
        ({"first": ""}, "Escriba la fecha"),
        ({"rhythm": "weekly"}, "Escriba hasta qué día se repite"),
        ({"rhythm": "weekly", "last": "2040-05-12", "weekdays": ["1", "3"]}, "Son más de 400 entregas"),
        ({"quantity": "0"}, "0.01"),
        ({"valuation": "100"}, "Escriba cómo se estimó"),
    ],
)
def test_a_promise_that_cannot_be_is_refused_in_words(school, army, elmer, visit, told, sentence):
    data = {
        "promiser": "partner",
        "partner": army.pk,
        "what": "Cien sillas",
        "category": "furniture",
        "schools": [school.pk],
        "quantity": "100",
        "unit": "sillas",
        "rhythm": "once",
        "first": "2026-05-12",
    }

    answer = visit(elmer, "commitments:commitment_new", method="post", data={**data, **told})

    html = answer.content.decode().replace("0,01", "0.01")
    assert (answer.status_code, sentence in html, Commitment.objects.count()) == (422, True, 0)


@pytest.mark.parametrize(
    "url", ["commitments:commitment_list", "commitments:waiting_list", "commitments:disagreement_list"]
)
def test_queries_of_a_list_do_not_grow(url, confirmed, voices, elmer, norte):
    def one_more():
        for quantity in (100, 10):
            commitment = confirmed()
            instalment = commitment.instalments.get()
            services.attest(instalment=instalment, voice=voices["colonel"], outcome="delivered")
            if quantity == 10:
                services.attest(instalment=instalment, voice=voices["rosa"], outcome="partly", quantity=quantity)

    one_more()
    few = len(queries_of(elmer, url, ugel=norte))
    one_more()
    one_more()

    assert (len(queries_of(elmer, url, ugel=norte)), few <= 8) == (few, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sillas", [1]),
        ("q=ejercito", [1, 2]),
        ("q=san+martin", [1, 2]),
        ("q=2", [2]),
        ("q=99999999999999", []),
        ("state=live", [2]),
        ("state=proposed", [1]),
        ("overdue=on", [2]),
        ("asked=on", []),
    ],
)
def test_list_answers_questions_in_plain_words(query, found, promise, confirmed, elmer, visit):
    promise()
    confirmed(what="Agua cada martes")

    page = visit(elmer, "commitments:commitment_list", query=query).context["page"]

    assert sorted(one.number for one in page) == found


def test_search_of_the_house_finds_promises(confirmed, rosa, visit):
    confirmed(what="Ánforas de agua")

    assert "Ánforas de agua" in visit(rosa, "search", query="q=anforas").content.decode()


def test_promises_of_a_joined_partner_go_to_the_other(confirmed, army, colonel, hilda, elmer, visit):
    kept = PartnerFactory(name="Ejército", created_by=hilda)
    namesake = ContactFactory(partner=kept, name=colonel.name, search_name=colonel.search_name)
    commitment = confirmed()

    merge_partners(gone=army, kept=kept, by=hilda)

    commitment.refresh_from_db()
    word = Confirmation.objects.get()
    assert (commitment.partner, word.contact, word.person) == (kept, namesake, f"contact:{namesake.pk}")
    assert "Cien sillas" in visit(elmer, "commitments:partner_promises", kept.pk).content.decode()
