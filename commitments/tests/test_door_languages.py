"""The partner's page in the contact's language: its sentences, numbers and days, its workbook, its messages."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override, trans_real

from commitments import services
from commitments.enums import Outcome
from commitments.models import Attestation
from commitments.resources import COLUMNS, RESULTS
from commitments.services import Voice, on_dates
from core.notifications.models import Message
from partners.enums import Language
from schools.enums import Party

SIGNED = {"name": "Азамат Токтогулов", "post": "Командир"}
FOREIGN = [language for language in Language.values if language != "es"]


class Untranslated:
    """Stands behind a catalog, where Django asks for what the catalog lacks, and remembers what was Spanish."""

    def __init__(self):
        self.told = set()
        self.library = trans_real.translation("es")._catalog  # what Spanish translates was English before

    def gettext(self, text):
        if text not in self.library:
            self.told.add(text)
        return text

    def ngettext(self, singular, plural, number):
        self.told.add(singular)
        return singular if number == 1 else plural


@pytest.fixture(params=FOREIGN)
def language(request):
    return request.param


@pytest.fixture
def untranslated(language, monkeypatch):
    found = Untranslated()
    monkeypatch.setattr(trans_real.translation(language), "_fallback", found)
    return found


@pytest.fixture
def reader(colonel, language):
    """The colonel, who reads it."""
    colonel.language = language
    colonel.save()
    return colonel


@pytest.fixture
def key_for(reader, elmer):
    def make(*commitments):
        return services.issue_key(contact=reader, commitments=commitments, by=elmer)

    return make


@pytest.fixture
def door(visit):
    def go(key, name="door_show", *args, token=None, **asked):
        return visit(None, f"door:{name}", token or services.token_of(key), *args, **asked)

    return go


@pytest.fixture
def every_kind(promise, confirmed, colonel, elmer, key_for):
    """A link to promises of every kind the page tells apart: one that waits and one that runs are given with it."""
    two = on_dates([date(2026, 12, 1), date(2026, 12, 8)], Decimal("1234.5"))
    waiting, asked, over, running = promise(parts=two), promise(), promise(), confirmed(parts=two)
    late, noted = confirmed(parts=on_dates([date(2026, 3, 1)], Decimal(5))), confirmed()
    services.ask_for_time(commitment=asked, until=date(2026, 12, 12), voice=Voice.of_contact(colonel))
    services.decline(commitment=over, reason="Лимит", voice=Voice.of_contact(colonel))
    told = Voice.on_behalf(party=Party.PROMISER, recorded_by=elmer, channel="call", contact=colonel)
    services.attest(instalment=noted.instalments.get(), voice=told, outcome=Outcome.DELIVERED)
    return key_for(waiting, asked, over, running, late, noted), waiting, running


def test_no_sentence_of_the_page_is_left_in_spanish(door, every_kind, untranslated, visit, language):
    key, waiting, running = every_kind
    nothing = {"method": "post", "data": {}}
    for name in ("door_show", "door_answer", "door_record", "door_sheet", "door_sheet_download"):
        assert door(key, name).status_code == 200
    for name in ("door_confirm", "door_answer", "door_record", "door_sheet"):
        assert door(key, name, **nothing).status_code == 422
    for name in ("door_change", "door_deliver"):
        assert door(key, name, running.pk).status_code == 200
        assert door(key, name, running.pk, **nothing).status_code == 422
    said = {"promises": [f"{waiting.pk}:{waiting.version}"], **SIGNED}
    assert door(key, "door_confirm", method="post", data=said, follow=True).status_code == 200
    browser = {"accept_language": language}
    assert visit(None, "door:door_enter", **browser).status_code == 200
    assert door(key, token="41-7K4M-9QXT-2BHC", **browser).status_code == 404

    assert untranslated.told == set()


@pytest.mark.parametrize(
    ("language", "quantity", "day"),
    [("en", "1,234.5", "1 Dec 2026"), ("ky", "1\u00a0234,5", "01.12.2026"), ("ru", "1\u00a0234,5", "01.12.2026")],
    indirect=["language"],
)
def test_numbers_and_days_are_written_as_the_reader_does(door, key_for, promise, quantity, day):
    commitment = promise(parts=on_dates([date(2026, 12, 1)], Decimal("1234.5")))
    page = door(key_for(commitment)).content.decode()

    assert quantity in page
    assert day in page


def test_the_workbook_goes_out_and_comes_back_in_the_partners_language(door, key_for, confirmed, language):
    commitment = confirmed(parts=on_dates([date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15)], Decimal(5)))
    key = key_for(commitment)
    book = openpyxl.load_workbook(io.BytesIO(door(key, "door_sheet_download").content))
    with override(language):
        titles = [str(title) for title in COLUMNS.values()]
        said = [str(RESULTS[outcome]) for outcome in (Outcome.DELIVERED, Outcome.NOT)]
    for row, word in enumerate(said, start=2):
        book.active.cell(row, list(COLUMNS).index("result") + 1, word)
    out = io.BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("entregas.xlsx", out.getvalue())

    assert door(key, "door_sheet", method="post", data={"sheet": upload, **SIGNED}).status_code == 302
    assert [cell.value for cell in book.active[1]] == titles
    assert len(set(titles)) == len(COLUMNS)
    assert list(Attestation.objects.order_by("instalment__due_date").values_list("outcome", flat=True)) == [
        Outcome.DELIVERED,
        Outcome.NOT,
    ]


def test_a_contact_is_told_in_their_language(reader, promise, language):
    promise(parts=on_dates([date(2026, 12, 1)], Decimal(5)))
    told = Message.objects.get(kind="commitments.promiser")

    assert told.language == language
    assert "La UGEL le pide" not in told.body
    assert "Cien sillas" in told.body


@pytest.mark.parametrize(("browser", "heard"), [("fr-FR, ky;q=0.8", "ky"), ("de", "es"), ("", "es"), ("*", "es")])
def test_the_entrance_speaks_what_the_browser_prefers(norte, visit, browser, heard):
    page = visit(None, "door:door_enter", accept_language=browser).content.decode()

    assert f'<html lang="{heard}">' in page
