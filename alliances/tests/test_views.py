from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from alliances.models import Alliance
from alliances.tests.factories import make_alliance, make_signed
from needs.tests.factories import NeedFactory
from partners.tests.factories import PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of


def told(elmer, **more):
    partner = PartnerFactory(created_by=elmer)
    return {"title": "Pintar aulas", "partners": partner.pk, "kind": "agreement", "followed_by": elmer.pk, **more}


def test_an_alliance_is_written_down_and_found_without_accents(visit, norte, elmer):
    data = told(elmer, title="Movilidad a Ñañez", from_date="2026-01-01", to_date="2026-12-31")
    page = visit(elmer, "alliances:alliance_create", method="post", data=data, follow=True).content.decode()
    assert "Movilidad a Ñañez" in page
    assert "Identificada" in page

    found = visit(elmer, "alliances:alliance_list", query="q=nanez").content.decode()
    assert "Movilidad a Ñañez" in found
    assert "Movilidad a Ñañez" not in visit(elmer, "alliances:alliance_list", query="q=cuartel").content.decode()


def test_an_alliance_without_partner_is_shown_back(visit, norte, elmer):
    answer = visit(elmer, "alliances:alliance_create", method="post", data={"title": "Pintar"})

    assert answer.status_code == 422
    assert "Marque al menos un aliado" in answer.content.decode()


def test_an_end_before_the_beginning_is_said_where_it_was_typed(visit, norte, elmer):
    data = told(elmer, from_date="2026-05-02", to_date="2026-05-01")
    answer = visit(elmer, "alliances:alliance_create", method="post", data=data)

    assert answer.status_code == 422
    assert "El fin no puede ser anterior al inicio" in answer.content.decode()
    assert not Alliance.objects.exists()


def test_a_broken_paper_is_refused_with_its_sentence(visit, norte, elmer):
    alliance = make_alliance(elmer)
    scan = SimpleUploadedFile("convenio.pdf", b"%PDF-1.7 cortado")
    data = {"caption": "Convenio", "scan": scan}
    answer = visit(elmer, "alliances:paper_add", alliance.pk, method="post", data=data)

    assert answer.status_code == 422
    assert not alliance.papers.exists()


def test_the_next_step_is_offered_as_it_stands(visit, norte, elmer):
    talked, signed = make_alliance(elmer), make_signed(elmer, date(2026, 1, 1), None)
    ended = make_signed(elmer, date(2026, 1, 1), None)
    visit(elmer, "alliances:alliance_end", ended.pk, method="post", data={"reason": "Cerró"})

    pages = [visit(elmer, "alliances:alliance_detail", one.pk).content.decode() for one in (talked, signed, ended)]
    assert ["Se firmó" in page for page in pages] == [True, False, False]
    assert ["Preparar su renovación" in page for page in pages] == [False, True, False]
    assert ["Corregir los datos" in page for page in pages] == [True, True, False]


def test_a_school_reads_what_names_it_and_what_is_for_its_place(visit, norte, elmer):
    school = SchoolFactory()
    make_alliance(elmer, title="Con ella", schools=[school])
    make_alliance(elmer, title="Sin ella")
    page = visit(elmer, "alliances:school_alliances", school.pk).content.decode()

    assert "Con ella" in page
    assert "Sin ella" not in page


def test_the_lists_ask_as_much_for_many(norte, elmer):
    partner, school = PartnerFactory(created_by=elmer), SchoolFactory()
    pages = [("alliance_list",), ("partner_alliances", partner.pk), ("school_alliances", school.pk)]

    def asked():
        return [len(queries_of(elmer, f"alliances:{name}", *args, ugel=norte)) for name, *args in pages]

    make_alliance(elmer, partners=[partner], schools=[school])
    one = asked()
    for _ in range(2):
        make_alliance(elmer, partners=[partner, PartnerFactory(created_by=elmer)], schools=[school])

    assert one == asked()
    assert max(one) <= 8


def test_the_list_is_taken_away_as_it_is_filtered(elmer, visit):
    make_signed(elmer, title="Pintar aulas")
    make_alliance(elmer, title="=Agua")

    sheet = b"".join(visit(elmer, "alliances:alliance_export", "csv", query="q=agua")).decode()

    assert ("Pintar aulas" in sheet, "'=Agua" in sheet, len(sheet.strip().splitlines())) == (False, True, 2)
    page = visit(elmer, "alliances:alliance_list", query="q=agua").content.decode()
    assert ("/exportar/xlsx/?q=agua" in page, "1 alianza<" in page) == (True, True)


def test_what_is_missing_is_narrowed_by_kind_and_place(elmer, visit):
    for category in ("furniture", "water"):
        NeedFactory(school=SchoolFactory(), reported_by=elmer, category=category, what=f"Falta {category}")

    page = visit(elmer, "alliances:need_gaps", query="category=water").content.decode()

    assert ("Falta water" in page, "Falta furniture" in page) == (True, False)
    assert "coincide con lo que busca" in visit(elmer, "alliances:need_gaps", query="q=nada").content.decode()
