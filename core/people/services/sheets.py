"""Many cards as a PDF: issued and printed by a worker, kept encrypted, taken by whoever asked, then gone."""

import io
import json

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.models import AccessKey
from core.access.sealing import seal, unseal
from core.access.services.keys import IssuedKey
from core.documents.pdf import pdf_of
from core.documents.qr import qr_svg
from core.jobs.models import Job
from core.jobs.services import enqueue
from core.people.models import CardSheet
from core.people.services.cards import issue_cards, printed_cards
from core.tenancy.errors import DomainError
from core.tenancy.ids import uuid7
from core.tenancy.scope import current_ugel


class SheetIsOver(DomainError):
    message = _("Estas tarjetas ya se descargaron o pasó un día. El código no se muestra otra vez: entregue nuevas.")


class NobodyLeft(DomainError):
    message = _("A estas personas ya se les entregó una tarjeta, o ya no tienen una función que la permita.")


@transaction.atomic
def ask_for_sheet(*, user_ids: list[int], by) -> Job:
    """Have cards issued and printed by a worker; the job leads to the page that hands the PDF out."""
    sheet = CardSheet.objects.create(user_ids=user_ids, asked_by=by)
    return enqueue("people.print_cards", by=by, sheet_id=sheet.pk)


@transaction.atomic
def issue_sheet(*, sheet: CardSheet) -> CardSheet:
    """Issue the cards once; run again after a killed worker, the codes issued before are still here, sealed.

    Raises NobodyLeft when there is nobody to issue for.
    """
    sheet = CardSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.sealed_codes is None and not sheet.file_key:
        issued = issue_cards(user_ids=sheet.user_ids, asked_at=sheet.asked_at, by=sheet.asked_by)
        if not issued:
            raise NobodyLeft
        pairs = [[one.key.pk, one.secret] for one in issued]
        sheet.sealed_codes, sheet.count = seal(json.dumps(pairs).encode()), len(issued)
        sheet.save(update_fields=["sealed_codes", "count"])
    return sheet


def sheet_html(*, sheet: CardSheet) -> str:
    """The A4 pages of eight cards each."""
    secrets = dict(json.loads(unseal(bytes(sheet.sealed_codes or b""))))
    keys = AccessKey.objects.filter(pk__in=secrets, ended_at=None).select_related("user").order_by("user__full_name")
    cards = printed_cards([IssuedKey(key, secrets[key.pk]) for key in keys])
    context = {"ugel": current_ugel(), "cards": [{"card": card, "qr": qr_svg(card.url)} for card in cards]}
    return render_to_string("people/card_sheet_print.html", context)


def sheet_pdf(html: str) -> bytes:
    return pdf_of(html)


@transaction.atomic
def keep_sheet(*, sheet: CardSheet, pdf: bytes) -> None:
    """Keep the PDF encrypted and forget the codes."""
    key = f"{current_ugel().code}/cards/{uuid7().hex}.sealed"
    sheet.file_key = default_storage.save(key, ContentFile(seal(pdf)))
    sheet.sealed_codes = None
    sheet.save(update_fields=["file_key", "sealed_codes"])


@transaction.atomic
def fetch_sheet(*, sheet: CardSheet) -> io.BytesIO:
    """The PDF; the first fetch starts the short time in which a broken download may be repeated.

    Raises SheetIsOver.
    """
    sheet = CardSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.is_over() or not sheet.file_key:
        raise SheetIsOver
    if sheet.fetched_at is None:
        sheet.fetched_at = timezone.now()
        sheet.save(update_fields=["fetched_at"])
    with default_storage.open(sheet.file_key) as stored:
        return io.BytesIO(unseal(stored.read()))


@transaction.atomic
def forget_sheets(now=None) -> int:
    """Delete what may no longer be fetched."""
    over = list(CardSheet.objects.over(now).select_for_update())
    for sheet in over:
        if sheet.file_key:
            default_storage.delete(sheet.file_key)
        sheet.file_key, sheet.sealed_codes = "", None
        sheet.save(update_fields=["file_key", "sealed_codes"])
    return len(over)
