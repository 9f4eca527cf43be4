"""The paper twin of a need: a sheet per school, to fill by hand where there is no telephone, as one PDF."""

from django.template.loader import render_to_string
from django.utils import timezone

from core.documents.qr import qr_svg
from core.documents.selectors import letterhead
from core.tenancy.scope import current_ugel
from core.tenancy.urls import absolute
from needs.enums import Category, Severity, Space
from schools.models import School


def sheets_html(school_ids: list[int]) -> str:
    """One A4 page for each school, by name; its QR opens the entry page of that school."""
    ugel = current_ugel()
    schools = School.objects.filter(pk__in=school_ids).select_related("district").order_by("name", "pk")
    pages = []
    for school in schools:
        url = absolute(f"/{ugel.code}/necesidades/nueva/?escuela={school.pk}")
        pages.append({"school": school, "url": url, "qr": qr_svg(url, title=str(school))})
    context = {
        "pages": pages,
        "ugel": ugel,
        "year_name": letterhead(timezone.localdate().year).year_name,
        "categories": Category.labels,
        "spaces": Space.labels,
        "severities": Severity.labels,
    }
    return render_to_string("needs/paper_sheets.html", context)
