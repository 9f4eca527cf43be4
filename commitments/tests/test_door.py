"""The partner's page: what opening it never does, what pressing does, and what another's link never shows."""

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from commitments import services
from commitments.enums import CommitmentState, Outcome, Promiser
from commitments.models import Attestation, Commitment, Confirmation, Evidence, PartnerKey
from commitments.services import Line, Voice, on_dates
from core.audit.models import Entry
from core.files.services import mark_shareable
from core.notifications.models import Message
from core.tenancy.scope import scope
from needs.models import NeedAttachment
from needs.services.reporting import attach_photo
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

SIGNED = {"name": "Juan Díaz", "post": "Coronel"}
LIMIT = 15 * 1024


@pytest.fixture
def key_for(colonel, elmer):
    def make(*commitments, contact=None):
        return services.issue_key(contact=contact or colonel, commitments=commitments, by=elmer)

    return make


@pytest.fixture
def door(visit):
    """door(key, "door_show", …): what somebody without an account gets."""

    def go(key, name="door_show", *args, token=None, **asked):
        return visit(None, f"door:{name}", token or services.token_of(key), *args, **asked)

    return go


def state(commitment):
    return Commitment.objects.get(pk=commitment.pk).state


def marked(*commitments):
    return {"promises": [f"{one.pk}:{one.version}" for one in commitments], **SIGNED}


def test_prefetching_fifty_times_changes_nothing(door, key_for, promise, django_assert_num_queries):
    commitment = promise()
    key = key_for(commitment)
    before = (Entry.objects.count(), Message.objects.count(), PartnerKey.objects.values().get())

    with connection.execute_wrapper(refuse_writes):
        answers = {door(key).status_code for _ in range(50)}

    assert answers == {200}
    assert (Entry.objects.count(), Message.objects.count(), PartnerKey.objects.values().get()) == before
    assert state(commitment) == CommitmentState.PROPOSED


def refuse_writes(execute, sql, params, many, context):
    assert not sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")), sql
    return execute(sql, params, many, context)


def test_the_person_who_presses_confirms_in_the_partners_name(door, key_for, promise, colonel):
    commitment = promise()
    answer = door(key_for(commitment), "door_confirm", method="post", data=marked(commitment))

    said = Confirmation.objects.get()
    assert answer.status_code == 302
    assert state(commitment) == CommitmentState.CONFIRMED
    assert (said.said_by, said.said_post, said.contact, said.channel) == ("Juan Díaz", "Coronel", colonel, "link")


def test_the_same_press_again_confirms_once(door, key_for, promise):
    commitment = promise()
    key = key_for(commitment)
    for _press in range(2):
        door(key, "door_confirm", method="post", data=marked(commitment))

    assert Confirmation.objects.count() == 1


def test_without_name_and_post_nothing_is_confirmed(door, key_for, promise):
    commitment = promise()
    answer = door(key_for(commitment), "door_confirm", method="post", data={**marked(commitment), "name": " "})

    assert answer.status_code == 422
    assert state(commitment) == CommitmentState.PROPOSED


def test_several_promises_are_confirmed_at_once_and_the_unmarked_one_waits(door, norte, army, colonel, elmer):
    schools = [SchoolFactory(name=f"IE {number}") for number in range(3)]
    lines = [Line(school, on_dates([date(2026, 12, 1)], Decimal(10))) for school in schools]
    told = {"promiser": Promiser.PARTNER, "partner": army, "what": "Pintar", "unit": "aulas", "category": "premises"}
    made = services.make_promise(lines=lines, by=elmer, **told)
    key = services.issue_key(contact=colonel, commitments=made, by=elmer)

    answer = door(key, "door_confirm", method="post", data=marked(*made[:2]), follow=True)

    assert [state(one) for one in made] == ["confirmed", "confirmed", "proposed"]
    assert "Quedaron confirmados 2 compromisos" in answer.content.decode()


def test_a_promise_that_changed_meanwhile_is_not_confirmed_as_it_was_read(door, key_for, promise, elmer):
    commitment = promise()
    key = key_for(commitment)
    read = marked(commitment)
    terms = {"what": "Ciento veinte sillas", "unit": "sillas", "parts": on_dates([date(2026, 5, 12)], Decimal(120))}
    services.change_promise(commitment=commitment, reason="Faltaban", version=1, by=elmer, **terms)

    answer = door(key, "door_confirm", method="post", data=read)

    assert answer.status_code == 409
    assert "Lo prometido cambió mientras usted lo leía" in answer.content.decode()
    assert state(commitment) == CommitmentState.PROPOSED


def test_needing_approval_says_until_when(door, key_for, promise):
    commitment = promise()
    until = timezone.localdate() + timedelta(days=20)
    told = {**marked(commitment), "answer": "needs_time", "until": until.isoformat()}
    door(key_for(commitment), "door_answer", method="post", data=told)

    assert Commitment.objects.get(pk=commitment.pk).approval_due_date == until
    assert state(commitment) == CommitmentState.PROPOSED


def test_declining_wants_a_reason(door, key_for, promise):
    commitment = promise()
    key = key_for(commitment)
    told = {**marked(commitment), "answer": "declines"}

    assert door(key, "door_answer", method="post", data=told).status_code == 422
    assert door(key, "door_answer", method="post", data={**told, "reason": "Sin presupuesto"}).status_code == 302
    assert Commitment.objects.get(pk=commitment.pk).ending_reason == "Sin presupuesto"


def test_a_change_waits_for_the_ugel(door, key_for, promise):
    commitment = promise()
    one = commitment.instalments.get()
    told = {"what": "Sesenta sillas", "reason": "No alcanza", "version": 1, **SIGNED}
    told |= {f"quantity-{one.pk}": "60", f"date-{one.pk}": "2026-06-01"}
    answer = door(key_for(commitment), "door_change", commitment.pk, method="post", data=told)

    asked = commitment.versions.get(number=None)
    assert answer.status_code == 302
    assert (asked.what, asked.schedule, asked.asked_by) == ("Sesenta sillas", [["2026-06-01", "60.00"]], "Juan Díaz")
    assert Commitment.objects.get(pk=commitment.pk).what == "Cien sillas"


def test_a_delivery_is_the_promisers_word_and_its_photo_is_kept(
    door, key_for, confirmed, django_capture_on_commit_callbacks
):
    commitment = confirmed()
    told = {"instalment": commitment.instalments.get().pk, "outcome": "delivered", "quantity": "100", **SIGNED}
    told |= {"seen_date": timezone.localdate().isoformat(), "note": "", "after": photo_upload()}
    answer = door(key_for(commitment), "door_deliver", commitment.pk, method="post", data=told)

    said = Attestation.objects.get()
    assert answer.status_code == 302
    assert (said.party, said.said_by, said.quantity) == (Party.PROMISER, "Juan Díaz", Decimal(100))
    assert state(commitment) == CommitmentState.DELIVERED


def test_a_word_written_down_in_their_name_becomes_theirs(door, key_for, confirmed, colonel, elmer, rosa):
    commitment = confirmed()
    one = commitment.instalments.get()
    told = Voice.on_behalf(party=Party.PROMISER, recorded_by=elmer, channel="call", contact=colonel)
    services.attest(instalment=one, voice=told, outcome=Outcome.DELIVERED)
    services.attest(instalment=one, voice=Voice.of_user(elmer, Party.UGEL), outcome=Outcome.DELIVERED)
    assert state(commitment) == CommitmentState.DELIVERED

    door(key_for(commitment), "door_vouch", method="post")

    assert state(commitment) == CommitmentState.VERIFIED


def test_the_partner_answers_its_own_record(door, key_for, promise, army):
    door(key_for(promise()), "door_record", method="post", data={"text": "El puente estaba cerrado", **SIGNED})

    assert [(one.text, one.said_by) for one in army.record_answers.all()] == [("El puente estaba cerrado", "Juan Díaz")]


@pytest.mark.parametrize("name", ["door_show", "door_answer", "door_record", "door_sheet"])
def test_a_revoked_link_says_so_everywhere(door, key_for, promise, hilda, name):
    key = key_for(promise())
    services.revoke_key(key=key, by=hilda)

    answer = door(key, name)
    assert answer.status_code == 410
    assert "venció o se anuló" in answer.content.decode()


def test_a_revoked_link_confirms_nothing(door, key_for, promise, hilda):
    commitment = promise()
    key = key_for(commitment)
    services.revoke_key(key=key, by=hilda)

    assert door(key, "door_confirm", method="post", data=marked(commitment)).status_code == 410
    assert state(commitment) == CommitmentState.PROPOSED


def test_an_expired_link_and_one_of_somebody_who_left_do_not_open(door, key_for, promise, colonel):
    key = key_for(promise())
    PartnerKey.objects.update(issued_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(1))
    assert door(key).status_code == 410

    PartnerKey.objects.update(expires_at=timezone.now() + timedelta(days=9))
    colonel.is_active = False
    colonel.save()
    assert door(key).status_code == 410


def test_a_link_opens_its_own_promises_only(door, key_for, promise, elmer, school):
    mine, other = promise(), promise(what="Otra cosa")
    key = key_for(mine)

    assert "Otra cosa" not in door(key).content.decode()
    assert door(key, "door_deliver", other.pk).status_code == 404
    assert door(key, "door_confirm", method="post", data=marked(other)).status_code == 422
    assert state(other) == CommitmentState.PROPOSED


def test_a_link_is_not_given_for_another_partners_promise(norte, promise, hilda):
    stranger = ContactFactory(partner=PartnerFactory(name="Mina Sur", created_by=hilda))
    with pytest.raises(services.keys.NotOfThisPartner):
        services.issue_key(contact=stranger, commitments=[promise()], by=hilda)


def test_a_link_of_one_ugel_is_nothing_at_another(visit, sur, key_for, promise):
    token = services.token_of(key_for(promise()))

    assert visit(None, "door:door_show", token, ugel=sur).status_code == 404


def test_guessing_is_slowed_down(door, key_for, promise):
    key = key_for(promise())
    wrong = [door(key, token=f"{key.pk}-{'2' * 12}").status_code for _ in range(20)]

    assert set(wrong) == {404}
    assert door(key, token=f"{key.pk}-{'2' * 12}").status_code == 429


def test_the_printed_code_opens_as_typed(visit, key_for, promise):
    key = key_for(promise())
    typed = services.printed_token(key).lower().replace("-", " ")
    answer = visit(None, "door:door_enter", query=f"codigo={typed.replace(' ', '+')}")

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/c/{services.token_of(key)}/")


def test_the_letters_stand_in_no_table(key_for, promise):
    key = key_for(promise())

    assert services.token_of(key).split("-")[1] not in str(PartnerKey.objects.values().get())


def test_the_same_person_keeps_one_link_for_the_same_promise(key_for, promise):
    commitment = promise()

    assert key_for(commitment) == key_for(commitment)
    assert Message.objects.filter(kind="commitments.promiser", path=services.path_of(key_for(commitment))).exists()


def test_the_page_is_light_and_has_no_script(door, key_for, promise, settings):
    commitments = [promise(what=f"Compromiso {number}") for number in range(6)]
    page = door(key_for(*commitments)).content
    css = (settings.BASE_DIR / "commitments/static/commitments/door.css").read_bytes()

    assert len(page) + len(css) <= LIMIT
    assert len(css) <= 3 * 1024
    assert b"<script" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_many_promises(door, key_for, promise, count, django_assert_max_num_queries):
    key = key_for(*(promise(what=f"Compromiso {number}") for number in range(count)))
    with django_assert_max_num_queries(13):
        door(key)


def test_only_a_photo_somebody_looked_at_leaves_the_ugel(door, key_for, promise, norte, school, elmer):
    from needs.tests.factories import NeedFactory

    need = NeedFactory(school=school, reported_by=elmer)
    commitment = promise(needs=[need])
    shown = attach_photo(need=need, upload=photo_upload(), by=elmer).file
    key = key_for(commitment)

    assert door(key, "door_photo", shown.pk).status_code == 404
    mark_shareable(stored=shown, is_shareable=True, by=elmer)
    assert door(key, "door_photo", shown.pk)["Content-Type"] == "image/jpeg"
    assert str(shown.pk) in door(key).content.decode()


# --- the workbook -------------------------------------------------------------------------------------------------
@pytest.fixture
def forty(confirmed):
    days = [date(2026, 3, 1) + timedelta(days=number) for number in range(40)]
    return confirmed(parts=on_dates(days, Decimal(5)))


def downloaded(door, key):
    return openpyxl.load_workbook(io.BytesIO(door(key, "door_sheet_download").content))


def sent(door, key, book):
    out = io.BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("entregas.xlsx", out.getvalue())
    return door(key, "door_sheet", method="post", data={"sheet": upload, **SIGNED}, follow=True)


def fill(book, rows, result="entregado"):
    page = book.active
    column = [cell.value for cell in page[1]].index("RESULTADO") + 1
    for row in rows:
        page.cell(row, column, result)


def test_forty_deliveries_come_back_in_a_workbook(door, key_for, forty):
    key = key_for(forty)
    book = downloaded(door, key)
    assert (book.active.max_row, book.active.cell(2, 6).value, book.active.cell(2, 5).is_date) == (41, 5, True)
    fill(book, range(2, 42))
    answer = sent(door, key, book)

    assert "Recibimos 40 entregas" in answer.content.decode()
    assert Attestation.objects.filter(commitment=forty, party=Party.PROMISER).count() == 40


def test_a_stale_row_is_refused_alone(door, key_for, forty, colonel):
    key = key_for(forty)
    book = downloaded(door, key)
    first = forty.instalments.in_order().first()
    services.reschedule(instalment=first, new_date=date(2026, 2, 20), reason="Lluvia", voice=Voice.of_contact(colonel))
    fill(book, range(2, 5))
    page = sent(door, key, book).content.decode()

    assert "Fila 2: Esta entrega cambió después de que descargó la planilla" in page
    assert "Recibimos 2 entregas" in page
    assert not first.attestations.exists()


def test_the_same_workbook_again_says_what_is_stale(door, key_for, forty):
    key = key_for(forty)
    book = downloaded(door, key)
    fill(book, [2])
    sent(door, key, book)

    assert "Ninguna fila dice algo nuevo" in sent(door, key, book).content.decode()
    assert Attestation.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("foto.jpg", b"\xff\xd8\xff\xe0 no es una planilla", "No parece la planilla"),
        ("vacia.xlsx", b"PK\x03\x04 rota", "No parece la planilla"),
        ("grande.xlsx", b"PK" + bytes(2 << 20), "es demasiado grande"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(door, key_for, forty, name, content, sentence):
    upload = SimpleUploadedFile(name, content)
    answer = door(key_for(forty), "door_sheet", method="post", data={"sheet": upload, **SIGNED})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Attestation.objects.exists()


@pytest.mark.parametrize(("result", "sentence"), [("quizás", "En RESULTADO escriba"), ("=1+1", "En RESULTADO escriba")])
def test_a_row_with_nonsense_says_what_to_write(door, key_for, forty, result, sentence):
    key = key_for(forty)
    book = downloaded(door, key)
    fill(book, [2], result)
    book.active.cell(2, 8).data_type = "s"

    assert sentence in sent(door, key, book).content.decode()


def test_a_row_of_another_partners_delivery_does_not_exist(door, key_for, forty, promise, elmer, hilda, school):
    stranger = PartnerFactory(name="Mina Sur", created_by=hilda)
    foreign = services.make_commitment(
        school=school,
        promiser=Promiser.PARTNER,
        partner=stranger,
        what="Agua",
        unit="litros",
        category="water",
        parts=on_dates([date(2026, 4, 1)], Decimal(9)),
        by=elmer,
    )
    key = key_for(forty)
    book = downloaded(door, key)
    book.active.cell(2, 1).value = foreign.instalments.get().pk
    fill(book, [2])

    assert "no es de este enlace" in sent(door, key, book).content.decode()


def test_nobody_needs_an_account_or_a_script(norte, key_for, promise):
    commitment = promise()
    key = key_for(commitment)
    browser = Client(enforce_csrf_checks=True)
    address = f"/{norte.code}{services.path_of(key)}"
    page = browser.get(address).content.decode()
    fields = dict(part.split('" value="') for part in _hidden(page))
    answer = browser.post(f"{address}confirmar/", {**fields, **marked(commitment)})

    assert answer.status_code == 302
    with scope(norte):
        assert state(commitment) == CommitmentState.CONFIRMED
        assert not Evidence.objects.exists()
        assert not NeedAttachment.objects.exists()


def _hidden(page):
    import re

    return [
        f'{name}" value="{value}'
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    ]
