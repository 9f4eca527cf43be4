"""What a partner or the public reads never names a guardian: every such page and paper is opened here."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from pypdf import PdfReader

from commitments.enums import Outcome
from commitments.services import Voice, attest, issue_key, thank_for_promise, thank_for_year, token_of
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.documents.models import Document
from core.documents.services.papers import issued_bytes, print_paper
from core.files.services import store_image
from core.notifications.models import Message
from core.people.services.people import add_person
from core.tenancy.urls import global_url
from guardians import services
from guardians.models import OWNER, Guardian
from guardians.tests.factories import make_delivery, make_visit
from schools.enums import Party
from tests.pictures import photo_upload

NAME = "Gino"


@pytest.fixture
def seen(elmer, watcher, school, delivery, colonel, gino):
    """The colonel said it came, and gino saw it: verified by the two of them, with gino's note."""
    key = issue_key(contact=colonel, commitments=[delivery.commitment])
    attest(instalment=delivery, voice=Voice.of_contact(colonel), outcome=Outcome.DELIVERED)
    visit = make_visit(elmer, watcher, school, instalment=delivery)
    services.tell_visit(visit=visit, by=gino, outcome=Outcome.DELIVERED, seen_date=visit.assigned_at.date())
    delivery.refresh_from_db()
    assert delivery.state == "verified"
    return key


PAGES = ["door_show", "door_record", "door_sheet", "door_thanks"]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_behind_a_link_names_them(seen, visit, page):
    answer = visit(None, f"door:{page}", token_of(seen))
    assert (answer.status_code, NAME in answer.content.decode()) == (200, False)


def test_nor_does_the_page_where_the_partner_corrects_its_word(elmer, watcher, school, colonel, gino, visit):
    instalment = make_delivery(elmer, contact=colonel, school=school)
    attest(instalment=instalment, voice=Voice.of_user(gino, Party.GUARDIAN), outcome=Outcome.DELIVERED)
    key = issue_key(contact=colonel, commitments=[instalment.commitment])
    for page in ("door_deliver", "door_change"):
        answer = visit(None, f"door:{page}", token_of(key), instalment.commitment_id)
        assert (answer.status_code, NAME in answer.content.decode()) == (200, False)


def test_nor_does_the_workbook_of_its_deliveries(seen, visit):
    answer = visit(None, "door:door_sheet_download", token_of(seen))
    cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.values for cell in row]
    assert NAME not in " ".join(cells)


def test_the_partner_reads_that_a_witness_of_the_community_saw_it(seen, visit):
    page = visit(None, "door:door_show", token_of(seen)).content.decode()
    assert "Lo vieron: su institución, un testigo de la comunidad" in page


def test_no_message_to_the_partner_names_them(seen, colonel):
    told = Message.objects.filter(kind="commitments.promiser")
    assert told.exists()
    assert [NAME in f"{one.subject} {one.body} {one.path}" for one in told] == [False] * len(told)


def test_no_paper_of_thanks_names_them_nor_the_page_that_checks_it(norte, seen, delivery, army, hilda, client):
    promise = delivery.commitment
    papers = [
        thank_for_promise(partner=army, group_number=promise.group_number, by=hilda),
        *thank_for_year(partner=army, year=2026, by=hilda),
    ]
    for paper in papers:
        print_paper(ugel=norte, document_id=paper.document_id)
        document = Document.objects.get(pk=paper.document_id)
        pages = PdfReader(io.BytesIO(issued_bytes(document))).pages
        words = " ".join(page.extract_text() for page in pages)
        checked = client.get(global_url("documents:document_verify", document.printed_code)).content.decode()
        assert ("Ejército" in words, NAME in words, NAME in checked) == (True, False, False)


def test_the_shared_pictures_and_the_voice_are_not_the_partners_to_open(seen, watcher, visit):
    """A picture leaves the UGEL once a person marked it; a recorded voice and a slip never do."""
    visited = watcher.visits.get()
    kept = services.keep_file(visit=visited, kind="place", keep=lambda: picture(watcher.user))
    answer = visit(None, "door:door_photo", token_of(seen), kept.file_id)
    assert answer.status_code == 404


def picture(by):
    return store_image(photo_upload(), owner=OWNER, by=by)


@pytest.mark.parametrize("reader", ["rosa", "raul"])
def test_neither_the_school_nor_the_region_reads_who_saw_it(seen, school, delivery, gino, visit, request, reader):
    """A school may be the promiser itself."""
    person = request.getfixturevalue(reader)
    pages = [
        ("schools:school_detail", school.pk),
        ("schools:school_story", school.pk),
        ("commitments:commitment_detail", delivery.commitment_id),
        ("commitments:school_commitments", school.pk),
        ("needs:school_needs", school.pk),
        ("home",),
    ]
    if reader == "rosa":
        pages.append(("schools:staff_list", school.pk))
    for page in pages:
        answer = visit(person, *page)
        assert (page, answer.status_code, gino.full_name in answer.content.decode()) == (page, 200, False)


def test_a_witness_who_teaches_there_now_is_not_named_for_what_they_saw_before(seen, school, rosa, hilda, gino, visit):
    services.end(guardian=Guardian.objects.get(user=gino), reason="Va a enseñar", by=hilda)
    member = add_person(full_name=gino.full_name, role=Role.SCHOOL_MEMBER, user=gino, by=hilda)
    # Entries are written by the database's clock, which does not travel: the role came after them.
    Membership.objects.filter(pk=member.pk).update(created_at=datetime.now(UTC) + timedelta(days=999))

    page = visit(rosa, "schools:school_story", school.pk).content.decode()

    assert "testigo de la comunidad" in page
    assert gino.full_name not in page


def test_the_ugel_reads_it(seen, delivery, gino, elmer, visit):
    assert gino.full_name in visit(elmer, "commitments:commitment_detail", delivery.commitment_id).content.decode()
