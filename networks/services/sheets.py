"""The contact sheet: who sits in each network and how they are called, as one PDF to pin up."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.services import record_access
from core.documents.pdf import pdf_of
from core.documents.qr import qr_svg
from core.documents.selectors.printing import sheet_context
from core.tenancy.scope import current_ugel
from core.tenancy.urls import absolute
from networks import selectors
from networks.models import Network

FOLDER = "redes"
KEPT_FOR = timedelta(days=1)


@transaction.atomic
def contacts_html(network_ids: list[int], *, by) -> str:
    """One page for each network, by district; that somebody printed the telephones is written down."""
    ugel, today = current_ugel(), timezone.localdate()
    pages = []
    for network, members in selectors.directories(network_ids):
        url = absolute(f"/{ugel.code}/redes/{network.pk}/")
        qr = qr_svg(url, title=_("Código QR de la página de la red"))
        pages.append({"network": network, "members": members, "url": url, "qr": qr})
        record_access("networks.contacts_printed", network, by=by)
    line = _("Directorio de redes locales · %(day)s") % {"day": f"{today:%d/%m/%Y}"}
    context = {"pages": pages, "today": today, **sheet_context(year=today.year, line=line)}
    return render_to_string("networks/print/contacts.html", context)


def keep_contacts(html: str, *, ugel, name: str) -> str:
    """Print and keep the PDF under a key, which it returns; run again it replaces what was there."""
    key = f"{ugel.code}/{FOLDER}/{name}.pdf"
    default_storage.delete(key)
    return default_storage.save(key, ContentFile(pdf_of(html)))


def forget_contacts(ugel) -> int:
    """Throw away sheets whose day is over: people's telephones lie about no longer than it takes to print them."""
    folder, before = f"{ugel.code}/{FOLDER}", timezone.now() - KEPT_FOR
    names = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
    old = [name for name in names if default_storage.get_modified_time(f"{folder}/{name}") < before]
    for name in old:
        default_storage.delete(f"{folder}/{name}")
    return len(old)


def network_ids_of(network_id: int | None) -> list[int]:
    """One network, or all that are not closed, by district."""
    found = Network.objects.filter(pk=network_id) if network_id else Network.objects.open()
    return list(found.order_by("territory__name", "pk").values_list("pk", flat=True))
