"""The paper twin of a visit: a page for whoever has no telephone, whose QR opens the page where it is copied."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.documents.qr import qr_svg
from core.documents.selectors import letterhead
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from core.tenancy.urls import absolute, global_url
from guardians.models import Visit

FOLDER = "visitas"


class NothingToPrint(DomainError):
    message = _("Ninguna de esas visitas sigue por hacer: se contaron o se anularon. Elija otras.")


def slips_html(visit_ids: list[int]) -> str:
    """One A4 page for each visit to make, by guardian and date. Raises NothingToPrint."""
    ugel = current_ugel()
    visits = Visit.objects.pending().with_names().filter(pk__in=visit_ids)
    pages = []
    for visit in visits.order_by("guardian__user__full_name", "due_date", "pk"):
        url = absolute(f"/{ugel.code}{global_url('guardians:visit_slip', visit.pk)}")
        pages.append({"visit": visit, "promise": visit.promise, "url": url, "qr": qr_svg(url, title=str(visit))})
    if not pages:
        raise NothingToPrint
    year_name = letterhead(timezone.localdate().year).year_name
    return render_to_string("guardians/print/slips.html", {"pages": pages, "ugel": ugel, "year_name": year_name})
