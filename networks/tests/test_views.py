"""What people see and write: lists, forms and their refusals, gaps, exports, and how many questions pages ask."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.storage import default_storage

from commitments.models import Commitment
from core.documents.printed import forget_pdfs, keep_pdf
from core.jobs.models import Job
from networks import selectors, services
from networks.models import Network, NetworkMember, Task
from networks.services.sheets import FOLDER, contacts_html, network_ids_of
from networks.tests.factories import (
    lead,
    make_active,
    make_district,
    make_meeting,
    make_member,
    make_network,
    plan,
)
from networks.views.sheets import PRINT
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import School, SchoolStaff
from schools.tests.factories import SchoolFactory, ServiceFactory, freeze_target
from tests.queries import queries_of

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)
MOST_QUERIES = 9


@pytest.fixture
def valley(norte):
    """Two schools in Locumba, one in Ite, all of the ámbito, a service each."""
    locumba, ite = make_district(), make_district("230303", "ITE")
    schools = [SchoolFactory(name=f"IE {at}", district=one) for at, one in enumerate((locumba, locumba, ite))]
    for school, level in zip(schools, ("A2", "B0", "B0"), strict=True):
        ServiceFactory(school=school, level=level)
    freeze_target(*schools)
    return schools


def test_a_network_is_registered_and_the_refusals_are_said_at_the_form(visit, valley, elmer):
    data = {"territory": valley[0].district_id, "name": "Red de Locumba", "founded_date": "2026-03-01"}
    page = visit(elmer, "networks:network_create", method="post", data=data, follow=True).content.decode()
    assert "Red de Locumba" in page and "Sin coordinador" in page

    for wrong, words in (
        ({}, "Escoja una opción válida"),
        ({"territory": valley[2].district_id, "founded_date": "2026-10-01"}, "Esa fecha todavía no llega"),
        ({"territory": valley[2].district_id, "recognised_by": "ordinance"}, "Escriba de qué fecha"),
        ({"territory": valley[2].district_id, "recognised_number": "014"}, "Diga qué documento es"),
    ):
        answer = visit(elmer, "networks:network_create", method="post", data={**data, **wrong})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert Network.objects.count() == 1


def test_where_every_district_has_a_network_the_page_says_so_instead_of_asking(visit, norte, elmer):
    school = SchoolFactory()
    ask = visit(elmer, "networks:network_create").content.decode()
    make_network(elmer, district=school.district)
    told = visit(elmer, "networks:network_create").content.decode()
    assert ('name="territory"' in ask, 'name="territory"' in told) == (True, False)
    assert "Todos sus distritos tienen una red" in told


def test_a_member_is_chosen_from_a_list_or_written_down(visit, norte, elmer, rosa, doctor):
    network = make_network(elmer)
    SchoolStaff.objects.create(
        school=SchoolFactory(district=network.territory), user=rosa, is_head=True, from_date=date(2026, 1, 1)
    )
    shared = {"role": "titular", "from_date": "2026-09-15"}
    for data in (
        {"contact": doctor.pk},
        {"user": rosa.pk},
        {"name": "Pedro Choque", "institution": "JASS", "sector": "water", "phone": "952 000 333"},
    ):
        answer = visit(elmer, "networks:member_add", network.pk, method="post", data={**shared, **data})
        assert answer.status_code == 302, answer.content.decode()
    assert [(one.sector, one.school_id is None) for one in NetworkMember.objects.order_by("pk")] == [
        ("health", True),
        ("education", False),
        ("water", True),
    ]
    page = visit(elmer, "networks:network_detail", network.pk).content.decode()
    assert "+51952000333" in page and "+51952000111" in page

    other = ContactFactory(partner=PartnerFactory(kind="other", created_by=elmer))
    for data, words in (
        ({}, "Elija un contacto, o una persona"),
        ({"contact": doctor.pk, "user": rosa.pk}, "es una sola persona"),
        ({"contact": doctor.pk}, "ya es miembro"),
        ({"contact": other.pk}, "Diga de qué sector es"),
    ):
        answer = visit(elmer, "networks:member_add", network.pk, method="post", data={**shared, **data})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words


def test_a_relief_and_a_leave_are_written_on_their_pages(visit, norte, elmer):
    network = make_active(elmer)
    other = make_member(elmer, network, name="Luz Apaza", institution="Comisaría")
    data = {"member": other.pk, "since_date": "2026-09-15", "reason": "Rotación"}
    page = visit(elmer, "networks:coordinator_name", network.pk, method="post", data=data, follow=True)
    assert "Luz Apaza · coordina" in page.content.decode()

    data = {"to_date": "2026-09-15", "reason": "Cambió de puesto"}
    page = visit(elmer, "networks:member_end", other.pk, method="post", data=data, follow=True).content.decode()
    assert "Cambió de puesto" in page and "Fue un error: recuperar" in page
    page = visit(elmer, "networks:member_restore", other.pk, method="post", follow=True).content.decode()
    assert "Está en la red otra vez" in page and "Fue un error: recuperar" not in page
    answer = visit(elmer, "networks:member_restore", other.pk, method="post", follow=True)
    assert "sigue en la red" in answer.content.decode()


def test_a_meeting_is_led_on_its_page(visit, norte, elmer, hilda, doctor):
    network = make_network(elmer)
    school = SchoolFactory(district=network.territory)
    nurse = make_member(elmer, network, contact=doctor)
    data = {"meeting_date": "2026-09-15", "place": "Local comunal", "agenda": "Agua\nCaminos"}
    answer = visit(elmer, "networks:meeting_convene", network.pk, method="post", data=data)
    meeting = network.meetings.get()
    assert answer["Location"].endswith(meeting.get_absolute_url())

    for name, told in (
        ("members_came", {"members": nurse.pk}),
        ("guest_add", {"name": "Pedro Choque", "institution": "Junta vecinal"}),
        ("notes_save", {"notes": "Se revisó el plan"}),
        (
            "agreement_add",
            {
                "member": nurse.pk,
                "what": "Tamizaje",
                "category": "safety",
                "quantity": "1",
                "unit": "campaña",
                "due_date": "2026-10-30",
                "schools": school.pk,
            },
        ),
    ):
        assert visit(elmer, f"networks:{name}", meeting.pk, method="post", data=told).status_code == 302, name
    page = visit(elmer, "networks:meeting_detail", meeting.pk).content.decode()
    for words in ("Asistencia: 2", "Pedro Choque", "Se revisó el plan", "Tamizaje", "Emitir el acta"):
        assert words in page, words
    draft = visit(elmer, "networks:acta_preview", meeting.pk).content.decode()
    assert "Borrador" in draft and school.name in draft and "Tamizaje" in draft

    answer = visit(hilda, "networks:acta_issue", meeting.pk, method="post")
    assert answer.status_code == 302 and "/documentos/" in answer["Location"]
    assert "Acta N.º" in visit(elmer, "networks:meeting_list").content.decode()


def test_what_is_refused_at_a_meeting_is_said_on_its_page(visit, norte, elmer):
    network = make_network(elmer)
    by_hand = make_member(elmer, network)
    meeting = make_meeting(elmer, network)
    task = {
        "member": by_hand.pk,
        "what": "x",
        "category": "safety",
        "quantity": "1",
        "unit": "x",
        "due_date": "2026-10-30",
    }
    for name, told, words in (
        ("members_came", {}, "Marque a quienes vinieron"),
        ("guest_add", {"name": "x"}, "Este campo es"),
        ("agreement_add", task, "nadie puede confirmar por ella"),
        ("agreement_add", {**task, "quantity": "0"}, "0.01"),
    ):
        answer = visit(elmer, f"networks:{name}", meeting.pk, method="post", data=told)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), name
    answer = visit(elmer, "networks:acta_issue", meeting.pk, method="post", follow=True).content.decode()
    assert "Un acta dice quién vino" in answer
    assert not Task.objects.exists() and not Commitment.objects.exists()


def test_the_region_reads_networks_and_no_names(visit, norte, elmer, raul, doctor):
    network = make_active(elmer)
    make_member(elmer, network, contact=doctor)
    meeting = network.meetings.get()

    for name, pk in (("network_detail", network.pk), ("meeting_detail", meeting.pk)):
        page = visit(raul, f"networks:{name}", pk).content.decode()
        assert "Flora Ticona" not in page and "Doctora Vilca" not in page and "952000111" not in page
        assert "Flora Ticona" in visit(elmer, f"networks:{name}", pk).content.decode()
    assert "Puesto de salud" in visit(raul, "networks:meeting_detail", meeting.pk).content.decode()
    exported = visit(raul, "networks:network_export", "csv")
    assert "Flora Ticona" not in b"".join(exported.streaming_content).decode()


def test_the_list_answers_first_and_is_narrowed(visit, norte, elmer):
    make_active(elmer)
    sleeping = make_network(elmer, district=make_district("230303", "ITE"), name="Red de Ite")
    lead(elmer, sleeping, make_member(elmer, sleeping))
    make_network(elmer, district=make_district("230302", "ILABAYA"), name="Red de Ilabaya")

    page = visit(elmer, "networks:network_list").content.decode()
    assert "1 activa" in page and "1 sin reuniones recientes" in page and "1 sin coordinador" in page
    for query, found in (("q=ilabaya", "Ilabaya"), ("estado=sleeping", "Ite"), ("estado=active", "Locumba")):
        page = visit(elmer, "networks:network_list", query=query).content.decode()
        rows = [name for name in ("Ilabaya", "Ite", "Locumba") if f">{name}</a>" in page]
        assert rows == [found], query
    page = visit(elmer, "networks:network_list", query="estado=asleep").content.decode()
    assert ">Ilabaya</a>" in page and ">Ite</a>" in page and ">Locumba</a>" not in page
    assert "Ninguna red coincide" in visit(elmer, "networks:network_list", query="q=nada").content.decode()
    assert selectors.sleeping().count() == 2


def test_meetings_are_narrowed_by_what_waits(visit, norte, elmer):
    network = make_active(elmer)
    make_meeting(elmer, network, days=9, place="Colegio")
    make_meeting(elmer, network, days=60, place="Lejos")

    for agenda, place in (("ahead", "Lejos"), ("soon", "Colegio"), ("acta", "Local comunal")):
        page = visit(elmer, "networks:meeting_list", query=f"agenda={agenda}").content.decode()
        assert place in page, agenda
    assert "Lejos" not in visit(elmer, "networks:meeting_list", query="agenda=soon").content.decode()
    assert "Ninguna reunión coincide" in visit(elmer, "networks:meeting_list", query="agenda=issued").content.decode()
    assert (selectors.coming().count(), selectors.to_issue().count()) == (1, 1)


def test_gaps_are_told_by_district_school_level_and_sector(visit, valley, elmer):
    network = make_active(elmer, district=valley[0].district)
    make_member(elmer, network, name="Rufina", institution="Comunidad", school=valley[0], sector="community")

    districts = {row.district.name: (row.network, row.schools, row.heard) for row in selectors.district_gaps()}
    assert districts == {"ITE": (None, 1, 0), "LOCUMBA": (network, 2, 1)}
    assert list(selectors.unheard_schools()) == [valley[2], valley[1]]
    levels = [(row.label, row.services, row.without_network, row.without_member) for row in selectors.level_gaps()]
    assert levels == [("Inicial - Jardín", 1, 0, 0), ("Primaria", 2, 1, 1)]
    states = selectors.school_states(School.objects.all())
    assert [states[one.pk] for one in valley] == ["heard", "covered", "without"]

    page = visit(elmer, "networks:gap_list").content.decode()
    assert "1 distrito de 2 no tiene red" in page and "2 escuelas de 3 no tienen" in page
    assert "Educación · Policía y seguridad · Municipalidad · Agua (JASS)" in page


def test_gaps_without_an_ambito_say_what_to_do(visit, norte, elmer):
    make_active(elmer)
    assert "ámbito de este año no está congelado" in visit(elmer, "networks:gap_list").content.decode()


def test_both_lists_go_out_as_spreadsheets(visit, valley, elmer):
    network = make_active(elmer, district=valley[0].district)
    make_member(elmer, network, name="Rufina", institution="=1+1", school=valley[0], sector="community")

    answer = visit(elmer, "networks:gap_export", "xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[:2] for row in rows[1:]] == [("Ite", "IE 2"), ("Locumba", "IE 0"), ("Locumba", "IE 1")]
    assert [row[5] for row in rows[1:]] == [
        "Su distrito no tiene red",
        "Red activa y con miembro propio",
        "Red activa, sin miembro propio",
    ]
    lines = b"".join(visit(elmer, "networks:network_export", "csv").streaming_content).decode().splitlines()
    assert lines[1].startswith("Locumba;Red local de Locumba;Activa;")
    assert "Flora Ticona" in lines[1]
    assert len(lines) == 2


def test_the_contact_sheet_is_printed_for_one_or_all(visit, norte, elmer, doctor):
    network = make_active(elmer)
    make_member(elmer, network, contact=doctor)
    other = make_network(elmer, district=make_district("230303", "ITE"), name="Red de Ite")

    assert network_ids_of(None) == [other.pk, network.pk]
    html = contacts_html([network.pk], by=elmer)
    for words in (
        "Doctora Vilca",
        "+51 952 000 111",
        "COORDINA",
        "Red local de Locumba",
        f"/230008/redes/{network.pk}/",
    ):
        assert words in html, words
    assert "Red de Ite" not in html
    answer = visit(elmer, "networks:contacts_print", method="post", data={"red": network.pk})
    assert answer.status_code == 302
    job = Job.objects.get(dispatch__kind=PRINT)
    assert (job.created_by, job.args) == (elmer, {"network_ids": [network.pk], "user_id": elmer.pk})
    assert visit(elmer, "networks:contacts_print", method="post", data={"red": "999"}).status_code == 404


def test_a_printed_sheet_is_thrown_away_after_a_day(norte, elmer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert forget_pdfs(norte, FOLDER) == 0
    key = keep_pdf(contacts_html([make_active(elmer).pk], by=elmer), ugel=norte, folder=FOLDER, name="7")
    made = default_storage.get_modified_time(key)  # by the clock of the disk, which does not travel with the test

    with time_machine.travel(made + timedelta(hours=23)):
        assert (forget_pdfs(norte, FOLDER), default_storage.open(key).read(5)) == (0, b"%PDF-")
    with time_machine.travel(made + timedelta(hours=25)):
        assert (forget_pdfs(norte, FOLDER), default_storage.exists(key)) == (1, False)


def test_a_partner_shows_its_people_in_the_networks(visit, norte, elmer, doctor):
    make_member(elmer, make_network(elmer), contact=doctor)

    page = visit(elmer, "networks:partner_networks", doctor.partner_id).content.decode()
    assert "Red local de Locumba" in page and "Doctora Vilca" in page
    other = PartnerFactory(created_by=elmer)
    assert "No está en ninguna red" in visit(elmer, "networks:partner_networks", other.pk).content.decode()


def test_the_pages_ask_as_much_for_many(norte, elmer, doctor, valley):
    network = make_active(elmer, district=valley[0].district)
    nurse = make_member(elmer, network, contact=doctor)
    meeting = network.meetings.get()
    plan(elmer, network, nurse, schools=valley[:1], meeting=meeting)
    services.issue_acta(meeting=meeting, by=elmer)
    pages = [
        ("network_list",),
        ("meeting_list",),
        ("gap_list",),
        ("network_detail", network.pk),
        ("network_plan", network.pk),
        ("meeting_detail", meeting.pk),
        ("school_network", valley[0].pk),
        ("partner_networks", doctor.partner_id),
    ]

    def asked():
        return {name: len(queries_of(elmer, f"networks:{name}", *args, ugel=norte)) for name, *args in pages}

    one = asked()
    grow(elmer, network, nurse, doctor, valley)

    assert asked() == one
    lists = {name: one[name] for name in ("network_list", "meeting_list", "network_plan", "partner_networks")}
    assert max(lists.values()) <= MOST_QUERIES, lists


def grow(elmer, network, nurse, doctor, valley):
    """More of everything the pages list."""
    for at in range(3):
        member = make_member(elmer, network, name=f"Otra {at}", institution=f"JASS {at}", school=valley[1])
        other = make_meeting(elmer, network, days=-10 - at, came=[member, nurse])
        services.note_guest(meeting=network.meetings.order_by("pk").first(), name="x", institution="x", by=elmer)
        task = plan(elmer, network, nurse, schools=valley[:2], meeting=network.meetings.order_by("pk").first())
        services.note_dealt(meeting=other, notes=f"Plan {at} {task.what}", by=elmer)
        services.issue_acta(meeting=other, by=elmer)
        more = make_active(elmer, district=make_district(f"23031{at}", f"DISTRITO {at}"), name=f"Red {at}")
        make_member(elmer, more, contact=doctor)
