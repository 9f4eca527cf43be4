"""The acta of a sitting with 40 attendees, read and printed, against WeasyPrint alone on the same finished HTML."""

import io
import json
import sys
import uuid
from datetime import date
from decimal import Decimal

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
ground.enter(SIZE)

import weasyprint  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from core.accounts.models import User  # noqa: E402
from core.documents.models import Document  # noqa: E402
from core.documents.pdf import BASE_URL, _fetcher, pdf_of  # noqa: E402
from core.documents.selectors.printing import paper_context  # noqa: E402
from core.tenancy.models import Ugel  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402
from dialogues import selectors, services  # noqa: E402
from dialogues.models import Session  # noqa: E402
from partners.services import register_partner  # noqa: E402
from schools.models import School  # noqa: E402

ATTENDEES, AGREEMENTS = 40, 12
UGEL = Ugel.objects.order_by("pk").first()
HEAD = User.objects.get(pk=UGEL.pk * 2 + 1)


def sat() -> tuple[int, int]:
    """A sitting with its issued acta: the ids of both."""
    with scope(UGEL):
        schools = list(School.objects.order_by("pk")[:5])
        name = f"Mesa {uuid.uuid4()}"
        table = services.open_table(name=name, territory=schools[0].district, by=HEAD)
        session = services.convene(table=table, session_date=date(2026, 8, 3), place="Local comunal", by=HEAD)
        for at in range(ATTENDEES):
            told = {"name": f"Persona {at} Quispe Mamani", "entity": "Municipalidad", "post": "Regidora"}
            services.note_attendance(session=session, by=HEAD, **told)
        partner = register_partner(name=f"Cuartel {uuid.uuid4()}", kind="army", by=HEAD)
        for at in range(AGREEMENTS):
            weighed = {"severity": 1 + at % 3, "reach": 2, "feasibility": 3}
            problem = services.note_problem(session=session, text=f"Falta agua en {at} aulas", by=HEAD, **weighed)
            services.agree(
                session=session,
                problem=problem,
                partner=partner,
                what=f"Tanques {at}",
                category="water",
                quantity=Decimal(2),
                unit="tanques",
                due_date=date(2026, 12, 20),
                schools=schools,
                by=HEAD,
            )
        return session.pk, services.issue_acta(session=session, by=HEAD).document_id


SESSION, DOCUMENT = sat()


def html() -> str:
    with scope(UGEL):
        session = Session.objects.select_related("table__territory").get(pk=SESSION)
        told = {**selectors.told_at(session), **selectors.beside(session)}
        return render_to_string(
            "dialogues/print/acta.html", {**told, **paper_context(Document.objects.get(pk=DOCUMENT))}
        )


READY = html()


def ours() -> None:
    pdf_of(html(), photo_at=no_photo)


def limit() -> None:
    document = weasyprint.HTML(string=READY, base_url=BASE_URL, url_fetcher=_fetcher(no_photo))
    document.write_pdf(pdf_variant="pdf/ua-1")


def no_photo(path):
    return None


def main() -> None:
    pages = len(PdfReader(io.BytesIO(pdf_of(READY, photo_at=no_photo))).pages)
    measured = interleaved(ours, limit, rounds=5)
    against = "WeasyPrint alone on the same finished HTML, same fetcher and variant"
    notes = {"attendees": ATTENDEES, "agreements": AGREEMENTS, "pages": pages}
    print(json.dumps([Result("acta of a sitting, PDF", *measured, 1.15, against, notes=notes).as_row()]))


if __name__ == "__main__":
    main()
