import pytest
from django.core import mail

from core.documents.models import Delivery
from core.documents.services.papers import issued_bytes
from core.documents.services.sending import (
    LinkEnded,
    check_download_key,
    download_path,
    mail_paper,
    record_delivery,
    record_delivery_number,
)
from core.documents.services.signing import NotPrintedYet
from core.documents.tests.factories import make_issued_letter, make_printed_letter
from core.jobs.models import Dispatch
from core.jobs.runner import run_dispatch
from core.notifications.models import Message


def test_paper_is_mailed_with_a_link_that_opens_the_pdf(norte, elmer, hilda, client):
    document = make_printed_letter(by=hilda)
    delivery = mail_paper(document=document, to_name="Hugo Rivas", email="hugo@example.pe", note="Saludos", by=elmer)

    message = Message.objects.get()
    assert (delivery.channel, message.address, "Saludos" in message.body) == ("mail", "hugo@example.pe", True)
    run_dispatch(Dispatch.objects.get(kind="notifications.deliver").pk)
    link = next(line for line in mail.outbox[0].body.split() if "/pdf/" in line)
    answer = client.get(link.split(":", 2)[2].partition("/")[2].join(["/", ""]))
    assert b"".join(answer.streaming_content) == issued_bytes(document)


def test_link_ends_after_ninety_days_and_opens_only_its_paper(norte, hilda, visit, time_machine):
    time_machine.move_to("2026-03-01T12:00:00Z", tick=False)
    document, other = make_printed_letter(by=hilda), make_issued_letter(by=hilda)
    key = download_path(document).rstrip("/").rsplit("/", 1)[1]

    assert visit(None, "documents:paper_download", document.printed_code, key).status_code == 200
    assert visit(None, "documents:paper_download", other.printed_code, key).status_code == 410
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    page = visit(None, "documents:paper_download", document.printed_code, key)
    assert (page.status_code, "vale 90 días" in page.content.decode()) == (410, True)
    with pytest.raises(LinkEnded):
        check_download_key(document, "otra")


def test_paper_that_is_not_printed_is_not_mailed(norte, hilda):
    with pytest.raises(NotPrintedYet):
        mail_paper(document=make_issued_letter(by=hilda), to_name="Hugo", email="hugo@example.pe", by=hilda)
    assert Delivery.objects.count() == 0


def test_front_desk_number_is_noted_later(norte, elmer, hilda):
    document = make_issued_letter(by=hilda)
    delivery = record_delivery(
        document=document, channel="front_desk", to_name="GORE Tacna", delivered_date=document.issued_date, by=elmer
    )
    record_delivery_number(delivery=delivery, sgd_number=" 4411-2026 ", by=elmer)

    assert Delivery.objects.get().sgd_number == "4411-2026"
