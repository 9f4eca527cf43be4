"""How a paper reached whom it is for."""

from datetime import date

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.enums import Channel
from core.documents.models import Delivery, Document
from core.documents.services.signing import NotPrintedYet
from core.notifications.services import Recipient, tell
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from core.tenancy.urls import global_url

SALT = "documents.download"
LINK_SECONDS = 90 * 24 * 3600


class LinkEnded(DomainError):
    message = _("Este enlace ya no abre: vale 90 días. Pida a la UGEL que le envíe el documento otra vez.")


@transaction.atomic
def mail_paper(*, document: Document, to_name: str, email: str, note: str = "", by) -> Delivery:
    """Tell somebody by mail, with a link to the PDF; the mail leaves after the commit. Raises NotPrintedYet."""
    if not document.is_printed:
        raise NotPrintedYet
    delivery = _recorded(document, by, channel=Channel.MAIL, to_name=to_name, address=email, note=note)
    ugel = current_ugel()
    words = _("%(ugel)s le envía: %(document)s, «%(title)s».") % {
        "ugel": ugel.name,
        "document": document,
        "title": document.title,
    }
    tell(
        [Recipient(name=to_name, email=email)],
        kind="documents.paper_sent",
        key=f"paper:{document.pk}:{delivery.pk}",
        subject=f"{document} · {ugel.name}",
        body="\n\n".join(part for part in (words, note) if part),
        why=_("El documento está dirigido a usted. El enlace abre el PDF durante 90 días."),
        path=download_path(document),
        urgent=True,
    )
    return delivery


@transaction.atomic
def record_delivery(
    *, document: Document, channel: str, to_name: str, delivered_date: date, sgd_number="", note="", by
) -> Delivery:
    """Note that the paper was handed in: at a front desk, in hand or otherwise."""
    return _recorded(
        document,
        by,
        channel=channel,
        to_name=to_name,
        delivered_date=delivered_date,
        sgd_number=sgd_number,
        note=note,
    )


@transaction.atomic
def record_delivery_number(*, delivery: Delivery, sgd_number: str, by) -> Delivery:
    """Note the number under which the other office received it; known only later."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("document").get(pk=delivery.pk)
    before, delivery.sgd_number = delivery.sgd_number, sgd_number.strip()
    if delivery.sgd_number != before:
        delivery.save(update_fields=["sgd_number"])
        record(
            "documents.delivery_numbered",
            delivery.document,
            by=by,
            to=delivery.to_name,
            number=delivery.sgd_number,
            before=before,
        )
    return delivery


def download_path(document: Document) -> str:
    """The address without tenant that opens the PDF for whoever was sent it."""
    key = signing.dumps(document.public_code, salt=SALT)
    return global_url("documents:paper_download", document.printed_code, key)


def check_download_key(document: Document, key: str) -> None:
    """Raise LinkEnded unless `key` was made for this paper in the last 90 days."""
    try:
        named = signing.loads(key, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise LinkEnded from error
    if named != document.public_code:
        raise LinkEnded


def _recorded(document, by, **fields) -> Delivery:
    fields.setdefault("delivered_date", timezone.localdate())
    delivery = Delivery.objects.create(document=document, recorded_by=by, **fields)
    record(
        "documents.paper_delivered",
        document,
        by=by,
        to=delivery.to_name,
        channel=str(delivery.channel),
        number=delivery.sgd_number,
    )
    return delivery
