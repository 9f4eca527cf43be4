from dataclasses import replace

import pytest

from core.strategies import registry
from core.strategies.registry import PromiseRecord
from core.tenancy.models import Region
from partners import services
from partners.models import Contact, Offer, Partner
from partners.tests.factories import ContactFactory, OfferFactory, PartnerFactory
from schools.tests.factories import SchoolFactory, TerritoryFactory
from tests.queries import queries_of
from tests.world import as_owner

TOLD = {"name": "Municipalidad de Ite", "kind": "municipality", "ruc": "", "notes": "", "contact-role": "coordinates"}


@pytest.fixture
def promises(monkeypatch):
    """promises({partner_id: PromiseRecord}): the house knows these promises."""

    def tell(records):
        known = replace(registry._declared["partners"], partner_records=lambda ids: _of(records, ids))
        monkeypatch.setitem(registry._declared, known.app, known)

    return tell


def _of(records, ids):
    return {pk: record for pk, record in records.items() if ids is None or pk in ids}


def html_of(answer):
    return " ".join(answer.content.decode().split())


def test_partner_is_registered_with_whom_to_call_and_where_it_works(elmer, visit):
    district = SchoolFactory().district
    data = {**TOLD, "territories": [district.pk], "contact-name": "Ana Ríos", "contact-phone": "952 000 222"}
    data["contact-role"] = "authorises"

    answer = visit(elmer, "partners:partner_create", method="post", data=data, follow=True)

    partner = Partner.objects.get()
    contact = partner.contacts.get()
    assert (partner.name, partner.created_by, [link.territory for link in partner.territories.all()]) == (
        "Municipalidad de Ite",
        elmer,
        [district],
    )
    assert (contact.name, str(contact.phone), contact.channel, contact.role) == (
        "Ana Ríos",
        "+51952000222",
        "whatsapp",
        "authorises",
    )
    assert all(words in html_of(answer) for words in ("El aliado quedó registrado.", "Recibido por la UGEL n.º 1"))


def test_partner_without_a_contact_is_registered_too(elmer, visit):
    visit(elmer, "partners:partner_create", method="post", data=TOLD)

    assert (Partner.objects.count(), Contact.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ruc": "20131312950"}, "último dígito no coincide"),
        ({"name": ""}, "Nombre"),
        ({"contact-phone": "952"}, "El teléfono no parece completo"),
        ({"contact-email": "ana@example.pe"}, "Escriba el nombre de la persona"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(elmer, visit, wrong, sentence):
    page = visit(elmer, "partners:partner_create", method="post", data={**TOLD, "contact-role": "executes", **wrong})

    assert (page.status_code, sentence in html_of(page), Partner.objects.count()) == (422, True, 0)


def test_similar_partners_are_shown_before_a_new_one_is_saved(army, elmer, visit):
    data = {**TOLD, "name": "Batallon Ingeniería Alto Locumba", "kind": "army"}

    page = visit(elmer, "partners:partner_create", method="post", data=data)

    assert ("¿Es alguno de estos?" in html_of(page), Partner.objects.count()) == (True, 1)
    visit(elmer, "partners:partner_create", method="post", data={**data, "is_new": "yes"})
    assert Partner.objects.count() == 2


def test_partner_with_the_same_ruc_is_shown_whatever_its_name(army, elmer, visit):
    services.correct_partner(partner=army, by=elmer, ruc="20131312955")

    page = visit(elmer, "partners:partner_create", method="post", data={**TOLD, "ruc": "20131312955"})

    assert (page.status_code, page.context["similar"], Partner.objects.count()) == (422, [army], 1)


def test_kyrgyz_ugel_asks_for_the_inn(norte, elmer, visit):
    with as_owner():
        Region.objects.update(country="KG")

    page = visit(elmer, "partners:partner_create", method="post", data={**TOLD, "ruc": "20131312955"})

    assert "INN: El INN tiene 14 dígitos" in html_of(page)


def test_same_name_is_refused_even_when_it_is_called_another(army, elmer, visit):
    data = {**TOLD, "name": army.name.upper(), "kind": "army", "is_new": "yes"}

    page = visit(elmer, "partners:partner_create", method="post", data=data)

    assert (page.status_code, "Ya hay un aliado con ese nombre" in html_of(page)) == (422, True)


def test_editing_says_what_was_changed_meanwhile_and_saves_the_second_time(army, elmer, hilda, visit):
    opened = {"name": army.name, "kind": "army", "short_name": "Cuartel", "version": army.version}
    services.correct_partner(partner=army, by=hilda, sector="11120")

    page = visit(elmer, "partners:partner_edit", army.pk, method="post", data=opened)

    assert (page.status_code, "Otra persona cambió estos datos" in html_of(page)) == (422, True)
    assert page.context["form"]["version"].value() == 2
    again = visit(elmer, "partners:partner_edit", army.pk, method="post", data={**opened, "version": 2})
    assert (again.status_code, Partner.objects.get().short_name) == (302, "Cuartel")


def test_edit_keeps_a_territory_that_has_no_school(army, elmer, visit):
    far = TerritoryFactory(code="150101", name="LIMA")
    services.correct_partner(partner=army, by=elmer, territories=[far])

    page = visit(elmer, "partners:partner_edit", army.pk)

    assert page.context["form"]["territories"].value() == [far.pk]
    data = {"name": army.name, "kind": "army", "version": 2, "territories": [far.pk]}
    assert visit(elmer, "partners:partner_edit", army.pk, method="post", data=data).status_code == 302


def test_deactivating_and_back(army, elmer, visit):
    visit(elmer, "partners:partner_deactivate", army.pk, method="post", data={"reason": "Rotó la unidad"})
    page = visit(elmer, "partners:partner_detail", army.pk)
    assert ("Este aliado ya no apoya" in html_of(page), "Rotó la unidad" in html_of(page)) == (True, True)

    visit(elmer, "partners:partner_reactivate", army.pk, method="post")

    assert Partner.objects.current().get() == army


def test_contact_is_added_corrected_ended_and_back(army, elmer, visit):
    data = {"name": "Luz Paz", "role": "coordinates", "email": "luz@example.pe", "language": "ky"}
    visit(elmer, "partners:contact_add", army.pk, method="post", data=data)
    contact = Contact.objects.get(name="Luz Paz")
    assert (contact.channel, contact.language) == ("mail", "ky")

    told = {**data, "post": "Alférez", "channel": "mail", "version": contact.version, "from_date": "2026-01-01"}
    visit(elmer, "partners:contact_edit", contact.pk, method="post", data=told)
    visit(elmer, "partners:contact_end", contact.pk, method="post")
    page = visit(elmer, "partners:partner_detail", army.pk)
    assert ("Quienes ya no representan" in html_of(page), "Luz Paz, Alférez" in html_of(page)) == (True, True)

    visit(elmer, "partners:contact_resume", contact.pk, method="post")

    contact.refresh_from_db()
    assert contact.speaks_today


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"channel": "whatsapp", "phone": ""}, "hace falta el celular"),
        ({"channel": "mail", "email": ""}, "hace falta la dirección"),
        ({"from_date": "2026-05-01", "to_date": "2026-04-01"}, "no puede ser anterior"),
        ({"name": "raul mamani quispe"}, "ya tiene un contacto con ese nombre"),
    ],
)
def test_contact_that_cannot_be_is_refused_with_its_sentence(army, elmer, visit, told, sentence):
    data = {"name": "Luz Paz", "role": "coordinates", "language": "es", **told}

    page = visit(elmer, "partners:contact_add", army.pk, method="post", data=data)

    assert (page.status_code, sentence in html_of(page), Contact.objects.count()) == (422, True, 1)


def test_offer_is_recorded_corrected_withdrawn_and_back(army, elmer, visit):
    data = {"category": "premises", "description": "Pintado", "quantity": "12", "unit": "personas"}
    visit(elmer, "partners:offer_add", army.pk, method="post", data={**data, "from_date": "2026-01-01"})
    offer = Offer.objects.get()
    told = {**data, "quantity": "14", "from_date": "2026-01-01"}
    visit(elmer, "partners:offer_edit", offer.pk, method="post", data=told)
    visit(elmer, "partners:offer_withdraw", offer.pk, method="post")
    offer.refresh_from_db()
    assert (offer.quantity, offer.is_active) == (14, False)

    visit(elmer, "partners:offer_reopen", offer.pk, method="post")

    assert list(Offer.objects.open()) == [offer]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [({"quantity": "0", "unit": "m³"}, "mayor que cero"), ({"quantity": "5", "unit": ""}, "en qué se mide")],
)
def test_offer_that_says_nothing_is_refused(army, elmer, visit, told, sentence):
    data = {"category": "water", "description": "Agua", "from_date": "2026-01-01", **told}

    page = visit(elmer, "partners:offer_add", army.pk, method="post", data=data)

    assert (page.status_code, sentence in html_of(page), Offer.objects.count()) == (422, True, 0)


def test_merge_is_shown_before_it_happens(army, elmer, visit):
    twin = PartnerFactory(created_by=elmer, name="Cuartel", kind="army")
    ContactFactory(partner=twin)
    OfferFactory(partner=twin)
    assert visit(elmer, "partners:partner_merge", twin.pk, query=f"into={army.pk}").url.endswith(
        f"/aliados/{twin.pk}/unir/{army.pk}/"
    )

    page = visit(elmer, "partners:partner_merge_confirm", twin.pk, army.pk)
    assert ("1 contacto, 1 ofrecimiento" in html_of(page), Partner.objects.not_merged().count()) == (True, 2)

    visit(elmer, "partners:partner_merge_confirm", twin.pk, army.pk, method="post")

    assert Partner.objects.not_merged().get() == army
    gone = html_of(visit(elmer, "partners:partner_detail", twin.pk))
    assert ("quedó unido a otro" in gone, "Corregir los datos" in gone) == (True, False)
    assert visit(elmer, "partners:partner_edit", twin.pk).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Batallón de Ingeniería Alto Locumba", "Minera Ñandú"]),
        ("q=batallon", ["Batallón de Ingeniería Alto Locumba"]),
        ("q=nandu", ["Minera Ñandú"]),
        ("q=mamani", ["Batallón de Ingeniería Alto Locumba"]),
        ("q=201313", ["Minera Ñandú"]),
        ("q=%00", ["Batallón de Ingeniería Alto Locumba", "Minera Ñandú"]),
        ("kind=mine", ["Minera Ñandú"]),
        ("sector=14031", ["Minera Ñandú"]),
        ("missing=contact", ["Minera Ñandú"]),
        ("missing=channel", []),
        ("missing=authority", []),
        ("state=inactive", ["JASS de Mirave"]),
        ("state=", ["Batallón de Ingeniería Alto Locumba", "JASS de Mirave", "Minera Ñandú"]),
        ("sort=-name&state=", ["Minera Ñandú", "JASS de Mirave", "Batallón de Ingeniería Alto Locumba"]),
    ],
)
def test_list_answers_what_is_asked(army, elmer, visit, query, expected):
    PartnerFactory(created_by=elmer, name="Minera Ñandú", kind="mine", sector="14031", ruc="20131312955")
    PartnerFactory(created_by=elmer, name="JASS de Mirave", kind="jass", is_active=False)

    table = visit(elmer, "partners:partner_list", query=query).context["table"]

    assert [row.record.name for row in table.rows] == expected


def test_list_is_narrowed_by_where_a_partner_works(army, elmer, visit):
    region = TerritoryFactory(code="23", name="TACNA", kind="department")
    province = TerritoryFactory(code="2303", name="JORGE BASADRE", kind="province", parent=region)
    ite = TerritoryFactory(code="230303", name="ITE", parent=province)
    ilabaya = TerritoryFactory(code="230302", name="ILABAYA", parent=province)
    services.correct_partner(partner=army, by=elmer, territories=[province])
    there = services.register_partner(by=elmer, name="Municipalidad de Ite", kind="municipality", territories=[ite])
    services.register_partner(by=elmer, name="JASS", kind="jass", territories=[ilabaya])

    def found(territory):
        return [
            row.record
            for row in visit(elmer, "partners:partner_list", query=f"territory={territory.pk}").context["table"].rows
        ]

    assert found(ite) == [army, there]
    assert len(found(province)) == 3


def test_chips_say_what_is_active_but_not_what_always_is(army, elmer, visit):
    usual = visit(elmer, "partners:partner_list").context["filter"].chips()
    asked = visit(elmer, "partners:partner_list", query="kind=army&state=inactive").context["filter"].chips()

    assert (usual, [chip["label"] for chip in asked]) == ([], ["Fuerzas Armadas", "Ya no apoya"])


def test_list_queries_do_not_grow(elmer, norte):
    def furnish():
        partner = PartnerFactory(created_by=elmer)
        ContactFactory(partner=partner)
        OfferFactory(partner=partner)
        services.correct_partner(partner=partner, by=elmer, territories=[TerritoryFactory()])

    furnish()
    few = len(queries_of(elmer, "partners:partner_list", ugel=norte))
    for _ in range(2):
        furnish()

    assert (len(queries_of(elmer, "partners:partner_list", ugel=norte)), few <= 8) == (few, True)


def test_page_of_a_partner_asks_the_same_for_one_contact_and_for_three(army, elmer, norte):
    OfferFactory(partner=army)
    few = len(queries_of(elmer, "partners:partner_detail", army.pk, ugel=norte))
    ContactFactory.create_batch(2, partner=army)
    OfferFactory.create_batch(2, partner=army)

    assert len(queries_of(elmer, "partners:partner_detail", army.pk, ugel=norte)) == few


def test_record_is_shown_with_the_answer_to_the_staff_only(army, elmer, raul, visit, promises):
    promises({army.pk: PromiseRecord(kept=11, late=2, could_not=3, broken=4, open=5)})
    services.answer_record(partner=army, text="Hubo huaycos.", said_by="Raúl Mamani", said_post="Comandante")

    page, region = (visit(person, "partners:partner_detail", army.pk) for person in (elmer, raul))

    assert page.context["record"].counts == PromiseRecord(11, 2, 3, 4, 5)
    assert ("Hubo huaycos." in html_of(page), "Raúl Mamani, Comandante" in html_of(page)) == (True, True)
    assert (region.status_code, region.context["record"], "Hubo huaycos." in html_of(region)) == (200, None, False)


def test_open_promises_narrow_the_list_and_stand_in_it_for_the_staff_only(army, elmer, raul, visit, promises):
    PartnerFactory(created_by=elmer)
    promises({army.pk: PromiseRecord(open=3)})

    page = visit(elmer, "partners:partner_list", query="promises=open").context

    assert [(row.record, row.get_cell("promises")) for row in page["table"].rows] == [(army, "3")]
    assert "promises" not in [column.name for column in visit(raul, "partners:partner_list").context["table"].columns]


def test_no_partners_yet_teaches_the_next_step(elmer, raul, visit):
    mine, theirs = (html_of(visit(person, "partners:partner_list")) for person in (elmer, raul))

    assert ("Registre al primero" in mine, "Cargar una planilla" in mine) == (True, True)
    assert ("La UGEL los registra" in theirs, "Cargar una planilla" in theirs) == (True, False)


def test_home_says_of_whom_something_is_missing(army, elmer, visit):
    words = ("aliado sin contacto", "con un contacto sin medio de aviso")
    before = html_of(visit(elmer, "home"))
    PartnerFactory(created_by=elmer)
    ContactFactory(partner=PartnerFactory(created_by=elmer), phone="", channel="none")

    after = html_of(visit(elmer, "home"))

    assert ([text in before for text in words], [text in after for text in words]) == ([False] * 2, [True] * 2)
    assert "missing=channel" in after


@pytest.mark.parametrize("text", ["batallon", "MAMANI", "952000111"])
def test_search_finds_a_partner_by_name_contact_and_telephone(army, elmer, visit, text):
    page = visit(elmer, "search", query=f"q={text}", follow=True)

    assert army.name in html_of(page)
