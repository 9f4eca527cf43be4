"""Thanks on paper: worked by hand, issued once, replaced when the figures moved, taken by the partner's own link."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from pypdf import PdfReader

from commitments import services
from commitments.enums import ThanksKind
from commitments.models import Thanks
from commitments.selectors.thanks import of_promise, of_year
from commitments.services import Voice, on_dates
from commitments.services.thanking import NothingToThankFor
from commitments.tests.test_door import LIMIT, refuse_writes
from core.documents.enums import DocumentType
from core.documents.models import Document
from core.documents.selectors import origin_of
from core.documents.services.papers import issued_bytes, print_paper
from core.tenancy.scope import scope
from partners.services import merge_partners
from partners.services.errors import PartnerWasMerged
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import EnrolmentFactory, SchoolFactory, ServiceFactory
from tests.queries import queries_of

VALUED = {"valuation": Decimal(1000), "valuation_basis": "Factura"}


@pytest.fixture
def seen(confirmed, voices):
    """seen(95, day=…, …): a promise of a hundred, of which two witnesses saw so many."""

    def make(quantity=100, *, day=date(2026, 5, 12), **told):
        commitment = confirmed(parts=on_dates([day], Decimal(100)), **told)
        for name in ("colonel", "elmer"):
            services.attest(
                instalment=commitment.instalments.get(), voice=voices[name], outcome="delivered", quantity=quantity
            )
        return commitment

    return make


@pytest.fixture
def counted(norte):
    """counted(31): a school with so many pupils."""

    def make(count):
        school = SchoolFactory()
        EnrolmentFactory(service=ServiceFactory(school=school), count=count)
        return school

    return make


def test_the_year_worked_by_hand(seen, confirmed, voices, counted, army, norte):
    """Two schools, 31 pupils and nobody knows; 950 of 1 000 for 95 chairs, 1 000 where more came than was due."""
    here, uncounted = counted(31), SchoolFactory()
    seen(95, school=here, **VALUED)
    seen(120, school=here, **VALUED)
    seen(school=uncounted)
    # Not thanked for: due in another year, seen by one party only, cancelled.
    seen(day=date(2025, 12, 31))
    once = confirmed()
    services.attest(instalment=once.instalments.get(), voice=voices["colonel"], outcome="delivered")
    services.cancel(commitment=seen(), reason="Dos veces", by=voices["hilda"].user)

    told = of_year(army, 2026)

    assert [(line["quantity"], line["pupils"], line["value"]) for line in told["lines"]] == [
        (Decimal(95), 31, Decimal("950.00")),
        (Decimal(100), 31, Decimal("1000.00")),
        (Decimal(100), None, None),
    ]
    assert told["totals"] == {
        "promises": 3,
        "deliveries": 3,
        "schools": 2,
        "pupils": 31,
        "schools_without_count": 1,
        "value": Decimal("1950.00"),
        "lines_without_value": 1,
    }


def test_what_nobody_counted_is_unknown_and_no_zero(seen, army):
    seen(school=SchoolFactory())

    totals = of_year(army, 2026)["totals"]

    assert (totals["pupils"], totals["value"], totals["schools_without_count"]) == (None, None, 1)


def test_nothing_is_issued_for_an_empty_year_or_an_unseen_promise(confirmed, army, hilda):
    commitment = confirmed()

    with pytest.raises(NothingToThankFor):
        services.thank_for_year(partner=army, year=2026, by=hilda)
    with pytest.raises(NothingToThankFor):
        services.thank_for_promise(partner=army, group_number=commitment.group_number, by=hilda)
    assert Document.objects.count() == 0


def test_issued_again_it_is_the_same_paper_until_the_figures_move(seen, army, hilda):
    commitment = seen()
    first = services.thank_for_promise(partner=army, group_number=commitment.group_number, by=hilda)
    again = services.thank_for_promise(partner=army, group_number=commitment.group_number, by=hilda)
    year, contribution = services.thank_for_year(partner=army, year=2026, by=hilda)
    seen()
    newer = services.thank_for_year(partner=army, year=2026, by=hilda)

    assert (again, first.document.type) == (first, DocumentType.RECOGNITION)
    assert (year.document.type, contribution.document.type) == (DocumentType.RECOGNITION, DocumentType.CERTIFICATE)
    assert set(Thanks.objects.current()) == {first, *newer}
    year.document.refresh_from_db()
    assert year.document.superseded_by == newer[0].document


def test_the_paper_leads_back_to_the_partner(seen, army, hilda):
    thanks = services.thank_for_promise(partner=army, group_number=seen().group_number, by=hilda)

    assert origin_of(thanks.document) == (str(army), army.get_absolute_url())


def test_a_merged_partners_papers_are_the_others(seen, army, hilda, elmer):
    thanks = services.thank_for_promise(partner=army, group_number=seen().group_number, by=hilda)
    kept = PartnerFactory(name="Ejército, Cuartel Tarapacá", created_by=hilda)

    merge_partners(gone=army, kept=kept, by=hilda)

    assert Thanks.objects.get(pk=thanks.pk).partner == kept
    with pytest.raises(PartnerWasMerged):
        services.thank_for_year(partner=army, year=2026, by=hilda)


def test_the_year_papers_of_two_that_became_one_give_way_to_one(seen, promise, voices, army, hilda):
    kept = PartnerFactory(name="Ejército, Cuartel Tarapacá", created_by=hilda)
    major = Voice.of_contact(ContactFactory(partner=kept, name="Mayor Soto"))
    seen()
    old = services.thank_for_year(partner=army, year=2026, by=hilda)
    theirs = promise(partner=kept, parts=on_dates([date(2026, 5, 12)], Decimal(100)))
    services.confirm(commitment=theirs, version=1, voice=major)
    for voice in (major, voices["elmer"]):
        services.attest(instalment=theirs.instalments.get(), voice=voice, outcome="delivered", quantity=100)
    old += services.thank_for_year(partner=kept, year=2026, by=hilda)

    merge_partners(gone=army, kept=kept, by=hilda)
    assert set(Thanks.objects.current()) == set(old)
    new = services.thank_for_year(partner=kept, year=2026, by=hilda)

    assert set(Thanks.objects.current()) == set(new)
    assert of_year(kept, 2026)["totals"]["deliveries"] == 2
    for paper in new:
        replaced = {one.document_id for one in old if one.kind == paper.kind}
        assert set(paper.document.replaced.values_list("pk", flat=True)) == replaced


def test_another_ugel_neither_sees_nor_thanks(seen, army, hilda, sur):
    thanks = services.thank_for_promise(partner=army, group_number=seen().group_number, by=hilda)

    with scope(sur):
        assert not Thanks.objects.filter(pk=thanks.pk).exists()
        assert of_year(army, 2026)["lines"] == []


def printed(thanks, ugel):
    """The words of its PDF."""
    print_paper(ugel=ugel, document_id=thanks.document_id)
    document = Document.objects.get(pk=thanks.document_id)
    pages = PdfReader(io.BytesIO(issued_bytes(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_certificate_says_who_what_where_and_how_much(seen, counted, army, hilda, norte):
    commitment = seen(95, school=counted(31))
    words = printed(services.thank_for_promise(partner=army, group_number=commitment.group_number, by=hilda), norte)

    for said in ("CERTIFICADO N.º 001", "Ejército del Perú", "«Cien sillas»", "95 sillas", "dos partes distintas"):
        assert said in words or said.capitalize() in words, (said, words)


def test_the_contribution_prints_the_unknown_as_unknown(seen, army, hilda, norte):
    seen(school=SchoolFactory())
    _year, contribution = services.thank_for_year(partner=army, year=2026, by=hilda)

    words = printed(contribution, norte)

    assert "Estudiantes de esas escuelas: sin dato" in words
    assert "Valor de lo entregado: sin dato" in words


@pytest.fixture
def thanked(seen, counted, army, colonel, hilda, elmer):
    """(key, contribution): the colonel's link, and the contribution of the year with 950 for 95 chairs."""
    commitment = seen(95, school=counted(31), **VALUED)
    _year, contribution = services.thank_for_year(partner=army, year=2026, by=hilda)
    return services.issue_key(contact=colonel, commitments=[commitment], by=elmer), contribution


def test_the_workbook_is_the_frozen_paper_and_its_numbers_are_numbers(thanked, seen, visit):
    key, contribution = thanked
    seen()  # after the paper

    with connection.execute_wrapper(refuse_writes):
        answer = visit(None, "door:door_thanks_sheet", services.token_of(key), contribution.pk)

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert (len(rows), rows[1][5], rows[1][9], rows[1][10]) == (3, 95, 31, 950)
    assert rows[2][4:5] + rows[2][9:] == (1, 31, 950)


def test_the_partner_takes_the_papers_by_the_link(thanked, visit, norte):
    key, contribution = thanked
    token = services.token_of(key)
    assert visit(None, "door:door_thanks_file", token, contribution.pk).status_code == 404
    printed(contribution, norte)

    with connection.execute_wrapper(refuse_writes):
        page = visit(None, "door:door_thanks", token).content
        pdf = visit(None, "door:door_thanks_file", token, contribution.pk)

    assert (pdf["Content-Type"], len(page) < LIMIT, b"<script" in page) == ("application/pdf", True, False)
    assert "Aporte de Ejército del Perú" in page.decode()


def test_a_link_opens_its_own_partners_papers_only(thanked, visit, promise, hilda, elmer):
    _key, contribution = thanked
    mine = PartnerFactory(name="Mina Sur", created_by=hilda)
    stranger = ContactFactory(partner=mine)
    other = services.issue_key(contact=stranger, commitments=[promise(partner=mine)], by=elmer)

    for name in ("door_thanks_file", "door_thanks_sheet"):
        assert visit(None, f"door:{name}", services.token_of(other), contribution.pk).status_code == 404
    assert "La UGEL aún no emitió ninguno" in visit(None, "door:door_thanks", services.token_of(other)).content.decode()


def test_the_head_issues_and_reads_what_is_in_force(seen, army, hilda, visit):
    commitment = seen()
    page = visit(
        hilda, "commitments:thanks_for_promise", army.pk, commitment.group_number, method="post", follow=True
    ).content.decode()

    assert "Vigente: Certificado N.º 001" in page
    assert Thanks.objects.get().kind == ThanksKind.PROMISE


def test_the_page_teaches_where_there_is_nothing_and_refuses_with_a_sentence(confirmed, army, hilda, visit):
    confirmed()

    assert "Todavía no hay qué agradecer" in visit(hilda, "commitments:partner_thanks", army.pk).content.decode()
    refused = visit(hilda, "commitments:thanks_for_year", army.pk, 2026, method="post", follow=True).content.decode()
    assert "ninguna entrega está verificada" in refused


def test_queries_of_the_tab_and_of_the_figures_do_not_grow(seen, army, hilda, norte, django_assert_num_queries):
    seen()
    services.thank_for_year(partner=army, year=2026, by=hilda)
    few = len(queries_of(hilda, "commitments:partner_thanks", army.pk, ugel=norte))
    for _more in range(2):
        services.thank_for_promise(partner=army, group_number=seen(school=SchoolFactory()).group_number, by=hilda)

    assert len(queries_of(hilda, "commitments:partner_thanks", army.pk, ugel=norte)) == few
    with django_assert_num_queries(3):
        of_promise(army, 1)
