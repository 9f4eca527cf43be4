"""The contact sheet: who sits in each network and how they are called, as one PDF to pin up."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.services import record_access
from core.documents.qr import qr_svg
from core.documents.selectors.printing import sheet_context
from core.tenancy.scope import current_ugel
from core.tenancy.speech import written_day
from core.tenancy.urls import absolute
from networks import selectors
from networks.models import Network

FOLDER = "redes"


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
    line = _("Directorio de redes locales · %(day)s") % {"day": written_day(today)}
    context = {"pages": pages, "today": today, **sheet_context(year=today.year, line=line)}
    return render_to_string("networks/print/contacts.html", context)


def network_ids_of(network_id: int | None) -> list[int]:
    """One network, or all that are not closed, by district."""
    found = Network.objects.filter(pk=network_id) if network_id else Network.objects.open()
    return list(found.order_by("territory__name", "pk").values_list("pk", flat=True))
