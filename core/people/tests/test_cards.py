from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from core.access.models import AccessKey
from core.access.services.keys import issue_card, present
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.accounts.phones import parse_phone
from core.jobs.services import JobFailed, run_inline
from core.people.models import CardSheet
from core.people.services.people import set_phone
from core.people.services.sheets import SheetIsOver, fetch_sheet, forget_sheets, issue_sheet
from core.tenancy.scope import scope
from tests.queries import queries_of
from tests.world import make_person


@pytest.fixture
def rosa(norte):
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)


def asked(**data):
    return {"asked_at": timezone.now().isoformat(), **data}


def cards_of(person):
    return AccessKey.objects.opening().filter(user=person)


def test_card_is_shown_once_with_code_qr_and_message(elmer, rosa, visit):
    set_phone(user=rosa, phone=parse_phone("952 000 001"), by=None)

    page = visit(elmer, "card_issue", rosa.pk, method="post", data=asked())

    (shown,) = page.context["cards"]
    card = shown["card"]
    secret = card.url.rsplit("/", 1)[1]
    assert present(secret=secret, address="190.1.2.3") == cards_of(rosa).get()
    html = page.content.decode()
    assert card.code in html
    assert "<svg" in shown["qr"]
    assert shown["whatsapp"].startswith("https://wa.me/51952000001?text=Buen%20d%C3%ADa%2C%20Rosa")
    assert f"/230008/t/{secret}" in shown["whatsapp"]
    assert "no-store" in page["Cache-Control"]
    for later in (visit(elmer, "person_detail", rosa.pk), visit(elmer, "card_issue", rosa.pk)):
        assert secret not in later.content.decode()


def test_form_sent_again_tells_that_a_card_was_given_and_leaves_it(elmer, rosa, visit):
    data = asked()
    first = visit(elmer, "card_issue", rosa.pk, method="post", data=data)

    second = visit(elmer, "card_issue", rosa.pk, method="post", data=data)

    assert (first.status_code, second.status_code) == (200, 422)
    assert "no se puede mostrar de nuevo" in second.content.decode()
    assert cards_of(rosa).count() == 1


def test_cards_for_several_leave_out_who_may_hold_none(elmer, hilda, rosa, gino, visit):
    page = visit(elmer, "cards_issue", method="post", data=asked(people=[rosa.pk, gino.pk]))

    assert [shown["card"].name for shown in page.context["cards"]] == ["Gino Quispe", "Rosa Quispe"]
    refused = visit(elmer, "cards_issue", method="post", data=asked(people=[hilda.pk]))
    assert refused.status_code == 422
    assert not cards_of(hilda).exists()


def test_nobody_chosen_is_said(elmer, rosa, visit):
    page = visit(elmer, "cards_issue", method="post", data=asked())

    assert "Elija al menos a una persona" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["cards_issue", "people_list"])
def test_lists_ask_the_database_equally_often(elmer, norte, page, count):
    for number in range(count):
        issue_card(user=make_person(f"p{number}", Role.GUARDIAN, ugel=norte), by=elmer)

    assert len(queries_of(elmer, page, ugel=norte)) == {"cards_issue": 5, "people_list": 6}[page]


def test_code_is_shown_once_and_says_until_when(elmer, rosa, visit):
    page = visit(elmer, "code_issue", rosa.pk, method="post")

    code = page.context["code"]
    assert code in page.content.decode()
    client = Client()
    assert client.post("/entrar/", {"code": code}).status_code == 302
    assert client.get("/230008/").status_code == 200


def test_code_for_staff_is_refused_with_a_sentence(elmer, hilda, visit):
    page = visit(elmer, "code_issue", hilda.pk, method="post")

    assert (page.status_code, AccessKey.objects.count()) == (422, 0)
    assert "son para escuelas" in page.content.decode()


def test_person_of_another_ugel_is_not_there(elmer, delia, visit):
    for name in ("person_detail", "card_issue", "code_issue", "person_end_access", "person_phone"):
        assert visit(elmer, name, delia.pk).status_code == 404


def test_ending_access_is_asked_and_then_done(elmer, rosa, visit):
    issue_card(user=rosa, by=elmer)
    assert visit(elmer, "person_end_access", rosa.pk).status_code == 200
    assert cards_of(rosa).count() == 1

    visit(elmer, "person_end_access", rosa.pk, method="post")

    assert cards_of(rosa).count() == 0


# --- the sheet ---------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(norte, elmer, rosa):
    holders = [rosa, *(make_person(f"guardian{number}", Role.GUARDIAN, ugel=norte) for number in range(9))]
    return CardSheet.objects.create(user_ids=[person.pk for person in holders], asked_by=elmer)


@pytest.fixture
def printed(sheet, norte_closed):
    run_inline("people.print_cards", ugel=norte_closed, by=sheet.asked_by, sheet_id=sheet.pk)
    sheet.refresh_from_db()
    return sheet


def test_sheet_holds_eight_cards_a_page_and_each_opens(printed):
    reader = PdfReader(fetch_sheet(sheet=printed))

    pages = [page.extract_text() for page in reader.pages]
    assert [text.count("230008 ") for text in pages] == [8, 2]
    codes = [line for text in pages for line in text.splitlines() if line.startswith("230008 ")]
    client = Client()
    assert [client.post("/entrar/", {"code": code}).status_code for code in codes] == [302] * 10
    assert (printed.count, printed.sealed_codes) == (10, None)


def test_what_waits_on_the_disk_is_not_readable(printed):
    with default_storage.open(printed.file_key) as stored:
        assert not stored.read().startswith(b"%PDF")


def test_sheet_killed_in_the_middle_prints_the_codes_issued_before(sheet, norte_closed):
    issue_sheet(sheet=sheet)
    before = set(AccessKey.objects.opening().values_list("pk", flat=True))

    run_inline("people.print_cards", ugel=norte_closed, by=sheet.asked_by, sheet_id=sheet.pk)

    assert set(AccessKey.objects.opening().values_list("pk", flat=True)) == before
    sheet.refresh_from_db()
    assert sheet.count == 10
    assert run_inline("people.print_cards", ugel=norte_closed, sheet_id=sheet.pk)["next"].endswith(f"/{sheet.pk}/")


def test_only_who_asked_takes_the_sheet(printed, hilda, visit):
    assert visit(hilda, "card_sheet_fetch", printed.pk, method="post").status_code == 404

    answer = visit(printed.asked_by, "card_sheet_fetch", printed.pk, method="post")

    assert (answer["Content-Type"], b"".join(answer.streaming_content)[:5]) == ("application/pdf", b"%PDF-")


def test_sheet_may_be_fetched_again_for_a_quarter_of_an_hour_only(printed, time_machine):
    fetch_sheet(sheet=printed)
    time_machine.move_to(timezone.now() + timedelta(minutes=14))
    fetch_sheet(sheet=printed)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))

    with pytest.raises(SheetIsOver):
        fetch_sheet(sheet=printed)
    key = printed.file_key
    assert forget_sheets() == 1
    assert not default_storage.exists(key)


def test_sheet_nobody_fetches_is_gone_after_a_day(printed, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=23))
    assert forget_sheets() == 0
    time_machine.move_to(timezone.now() + timedelta(hours=2))

    assert forget_sheets() == 1
    with pytest.raises(SheetIsOver):
        fetch_sheet(sheet=printed)


def test_sheet_for_nobody_says_why(norte_closed, elmer, rosa):
    Membership.objects.filter(user=rosa).update(is_active=False)
    sheet = CardSheet.objects.create(user_ids=[rosa.pk], asked_by=elmer)

    with pytest.raises(JobFailed, match="ya se les entregó"):
        run_inline("people.print_cards", ugel=norte_closed, sheet_id=sheet.pk)


def test_many_are_printed_by_a_job_that_leads_to_the_sheet(elmer, rosa, visit):
    answer = visit(elmer, "cards_issue", method="post", data=asked(people=[rosa.pk], pdf="1"))

    assert answer.status_code == 302
    assert answer.url.startswith("/230008/trabajos/")
    assert CardSheet.objects.get().user_ids == [rosa.pk]


def test_sheet_of_another_tenant_is_not_there(sheet, sur):
    with scope(sur):
        assert not CardSheet.objects.filter(pk=sheet.pk).exists()
