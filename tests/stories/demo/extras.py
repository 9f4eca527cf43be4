"""What the demo has no example of, added by the services people use, so that its pages can be read too."""

from core.access.services.keys import issue_card
from core.documents.models import Document
from needs.services.answering import close_unsolved, return_need
from needs.services.solving import say_solved
from needs.tests.factories import NeedFactory
from reports.models import Report
from reports.tests.factories import make_report, make_reviewed_report
from schools.models import PadronImport, SchoolStaff, Service
from schools.services.padron_reading import preview_upload
from schools.services.targets import propose_target
from schools.tests.matrix import tried_sheet, uploaded


def add(ugel, people) -> dict[str, list]:
    """The arguments of pages, by the names pages.py uses; called in the UGEL's scope."""
    head, assignment = people["head"], SchoolStaff.objects.order_by("pk").first()
    return {
        **needs(assignment.school, people),
        **reports(head),
        **registry(ugel, head, assignment),
        "holder": [people["guardian"].pk],
        "secret": [issue_card(user=people["case_worker"], by=head).secret],
        "paper": [Document.objects.order_by("pk").first().public_code],
    }


def needs(school, people):
    director, head = people["director"], people["head"]
    told, _twin, closed, returned, said = NeedFactory.create_batch(5, school=school, reported_by=director)
    close_unsolved(need=closed, reason="La escuela cerró", by=head)
    return_need(need=returned, reason="¿Cuál aula?", by=head)
    say_solved(need=said, by=people["member"])
    return {
        "need": [told.pk],
        "need_closed": [closed.pk],
        "need_returned": [returned.pk],
        "need_said": [said.pk],
        "school": [school.pk],
    }


def reports(by):
    issued = Report.objects.exclude(document=None).get()
    draft, reviewed = make_report(by=by), make_reviewed_report(by=by)
    return {
        "issued": [issued.pk],
        "figure": [issued.pk, "safety.improved"],
        "draft": [draft.pk],
        "reviewed": [reviewed.pk],
        "report_text": [draft.pk, draft.texts.order_by("pk").first().pk],
    }


def registry(ugel, by, assignment):
    applied = PadronImport.objects.get()
    preview = preview_upload(ugel, import_id=uploaded(ugel, by).pk)
    return {
        "service": [Service.objects.order_by("pk").first().pk],
        "assignment": [assignment.pk],
        "padron": [preview.pk],
        "padron_applied": [applied.pk],
        "padron_rows": [applied.pk, "nuevos"],
        "school_sheet": [tried_sheet(ugel, by).pk],
        "target": [propose_target(year=2029, by=by).pk],
    }
