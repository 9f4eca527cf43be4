"""Who gets what at the addresses of needs; the school and its needs come from tests/tenancy/things.py."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from core.accounts.enums import Role
from core.jobs.services import enqueue
from core.tenancy.scope import current_ugel
from needs.enums import ImportState
from needs.services import imports
from schools.models import School

TABLE = """
needs:need_list                          GET    200  200  200  200  200  403  200  404  404  in
needs:schools_most_needy                 GET    200  200  200  200  200  403  200  404  404  in
needs:schools_without_help               GET    200  200  200  200  200  403  200  404  404  in
needs:school_needs {school}              GET    200  200  200  200  200  403  200  404  404  in
needs:need_report                        GET    200  200  200  200  403  403  403  404  404  in
needs:need_report                        POST   302  302  302  302  403  403  403  404  404  in
needs:need_export                        GET    200  200  200  200  200  403  200  404  404  in
needs:need_detail {need}                 GET    200  200  200  200  200  403  200  404  404  in
needs:need_answer {need}                 GET    200  200  403  403  403  403  403  404  404  in
needs:need_answer {need}                 POST   302  302  403  403  403  403  403  404  404  in
needs:need_duplicate {need}              GET    200  200  403  403  403  403  403  404  404  in
needs:need_duplicate {need}              POST   302  302  403  403  403  403  403  404  404  in
needs:need_reopen {need_closed}          GET    200  200  403  403  403  403  403  404  404  in
needs:need_reopen {need_closed}          POST   302  302  403  403  403  403  403  404  404  in
needs:need_resubmit {need_returned}      GET    200  200  200  200  403  403  403  404  404  in
needs:need_resubmit {need_returned}      POST   302  302  302  302  403  403  403  404  404  in
needs:need_say_solved {need}             GET    405  405  405  405  405  403  403  404  404  in
needs:need_say_solved {need}             POST   302  302  302  302  302  403  403  404  404  in
needs:need_confirm {need_said}           GET    405  405  405  405  405  403  403  404  404  in
needs:need_confirm {need_said}           POST   302  302  302  302  302  403  403  404  404  in
needs:need_contradict {need_said}        GET    200  200  200  200  200  403  403  404  404  in
needs:need_contradict {need_said}        POST   302  302  302  302  302  403  403  404  404  in
needs:needs_answer                       GET    405  405  403  403  403  403  403  404  404  in
needs:needs_answer                       POST   302  302  403  403  403  403  403  404  404  in
needs:import_new                         GET    200  200  403  403  403  403  403  404  404  in
needs:import_new                         POST   422  422  403  403  403  403  403  404  404  in
needs:import_detail {need_import}        GET    200  200  403  403  403  403  403  404  404  in
needs:import_columns {need_import}       GET    200  200  403  403  403  403  403  404  404  in
needs:import_columns {need_import}       POST   302  302  403  403  403  403  403  404  404  in
needs:import_words {need_import}         GET    200  200  403  403  403  403  403  404  404  in
needs:import_words {need_import}         POST   302  302  403  403  403  403  403  404  404  in
needs:import_confirm {need_import}       GET    405  405  403  403  403  403  403  404  404  in
needs:import_confirm {need_import}       POST   302  302  403  403  403  403  403  404  404  in
needs:import_undo {need_import_applied}  GET    200  200  403  403  403  403  403  404  404  in
needs:import_undo {need_import_applied}  POST   302  302  403  403  403  403  403  404  404  in
needs:paper_print                        GET    200  200  200  200  403  403  403  404  404  in
needs:paper_print                        POST   302  302  302  302  403  403  403  404  404  in
needs:paper_detail {need_paper}          GET    200  404  404  404  403  403  403  404  404  in
needs:paper_download {need_paper}        GET    200  404  404  404  403  403  403  404  404  in
"""

NEED_TOLD = {"school": "{school}", "category": "water", "severity": "3", "what": "No hay agua", "is_new": "yes"}
POSTED = {
    "needs:need_report": lambda: NEED_TOLD,
    "needs:need_resubmit": lambda: NEED_TOLD,
    "needs:need_answer": {"answer": "accepted"},
    "needs:needs_answer": {"answer": "accepted", "needs": "{need}"},
    "needs:need_duplicate": {"of": "{twin}"},
    "needs:need_reopen": {"text": "Fue un error"},
    "needs:need_contradict": {"text": "Sigue goteando"},
    "needs:import_columns": {"column_0": "school", "column_1": "what", "column_2": "severity"},
    "needs:import_words": {"default_severity": "2"},
    "needs:paper_print": {"schools": "{school}"},
}


def things(people) -> dict:
    """A sheet to decide, one that was registered, and printed papers."""
    head = people[Role.UGEL_HEAD]
    sheet, applied = (kept_sheet(head) for _ in range(2))
    applied.state = ImportState.APPLIED
    applied.save(update_fields=["state"])
    job = enqueue("needs.print_sheets", by=head, school_ids=[])
    key = default_storage.save(f"{current_ugel().code}/hojas/{job.pk}.pdf", ContentFile(b"%PDF-"))
    job.result = {"key": key}
    job.save(update_fields=["result"])
    return {"need_import": sheet.pk, "need_import_applied": applied.pk, "need_paper": job.pk}


def kept_sheet(by):
    """A sheet of one row, not decided."""
    name = School.objects.order_by("-pk").first().name
    content = f"Escuela;Necesidad;Gravedad\n{name};No llega agua;grave\n"
    return imports.receive_sheet(upload=SimpleUploadedFile("planilla.csv", content.encode()), by=by)
