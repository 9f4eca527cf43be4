"""The registry's rows of the isolation matrix (tests/tenancy/matrix.py says how they are read)."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.accounts.enums import Role
from core.jobs.services import enqueue
from core.tenancy.scope import current_ugel
from schools.enums import ImportState, SheetKind
from schools.models import PadronImport
from schools.resources import sheets
from schools.services.calendar import open_school_year, save_closure, save_term
from schools.services.padron_reading import Options, import_file, preview_upload, receive_upload
from schools.services.sheets import receive_sheet, try_sheet
from schools.services.staff import add_colleague
from schools.services.targets import freeze_target, propose_target
from schools.tests.factories import SchoolFactory, ServiceFactory
from schools.tests.padron_files import row, write_csv

CODE = "9990014"
TABLE = """
# schools: nobody of the school heads this one, so its director may not count its pupils
schools:school_list                        GET    200  200  200  200  200  200  200  404  404  in
schools:my_school                          GET    302  302  302  302  302  302  302  404  404  in
schools:school_map                         GET    200  200  200  200  200  200  200  404  404  in
schools:school_detail {counted}            GET    200  200  200  200  200  200  200  404  404  in
schools:school_create                      GET    200  200  403  403  403  403  403  404  404  in
schools:school_create                      POST   302  302  403  403  403  403  403  404  404  in
schools:school_edit {counted}              GET    200  200  403  403  403  403  403  404  404  in
schools:school_edit {counted}              POST   302  302  403  403  403  403  403  404  404  in
schools:characteristic_edit {service}      GET    200  200  403  403  403  403  403  404  404  in
schools:characteristic_edit {service}      POST   302  302  403  403  403  403  403  404  404  in
schools:school_week {counted}              GET    200  200  404  404  403  403  403  404  404  in
schools:school_week {counted_week}         GET    200  200  404  404  403  403  403  404  404  in
schools:school_week {counted}              POST   302  302  404  404  403  403  403  404  404  in
schools:week_sheet {counted_week}          POST   302  302  404  404  403  403  403  404  404  in
schools:week_sheet {counted_week}          GET    405  405  405  405  403  403  403  404  404  in
schools:week_sheet_download {week_job}     GET    200  404  404  404  403  403  403  404  404  in
schools:enrolment_edit {counted}           GET    200  200  403  403  403  403  403  404  404  in
schools:enrolment_edit {counted}           POST   302  302  403  403  403  403  403  404  404  in
schools:export_csv                         GET    200  200  200  200  200  200  200  404  404  in
schools:export_xlsx                        GET    200  200  200  200  200  200  200  404  404  in
schools:export_download {export}           GET    200  404  404  404  404  404  404  404  404  in
# staff: the director of the table heads no school, so no team is theirs
schools:school_story {counted}             GET    200  200  200  200  200  200  200  404  404  in
schools:staff_list {counted}               GET    200  200  403  403  403  403  403  404  404  in
schools:staff_add {counted}                GET    200  200  403  403  403  403  403  404  404  in
schools:staff_add {counted}                POST   302  302  403  403  403  403  403  404  404  in
schools:staff_hand_over {counted}          GET    200  200  403  403  403  403  403  404  404  in
schools:staff_hand_over {counted}          POST   302  302  403  403  403  403  403  404  404  in
schools:staff_handed_over {assignment}     GET    200  200  403  403  403  403  403  404  404  in
schools:staff_card {assignment}            GET    200  200  403  403  403  403  403  404  404  in
schools:staff_card {assignment}            POST   200  200  403  403  403  403  403  404  404  in
schools:staff_end {assignment}             GET    200  200  403  403  403  403  403  404  404  in
schools:staff_end {assignment}             POST   302  302  403  403  403  403  403  404  404  in
schools:access_list                        GET    200  200  403  403  403  403  403  404  404  in
schools:people_export                      GET    200  200  403  403  403  403  403  404  404  in
# padrón
schools:padron_list                        GET    200  200  403  403  403  403  403  404  404  in
schools:padron_upload                      GET    200  200  403  403  403  403  403  404  404  in
schools:padron_upload                      POST   302  302  403  403  403  403  403  404  404  in
schools:padron_detail {padron}             GET    200  200  403  403  403  403  403  404  404  in
schools:padron_rows {padron_rows}          GET    200  200  403  403  403  403  403  404  404  in
schools:padron_revise {padron}             GET    405  405  403  403  403  403  403  404  404  in
schools:padron_revise {padron}             POST   302  302  403  403  403  403  403  404  404  in
schools:padron_confirm {padron}            GET    405  405  403  403  403  403  403  404  404  in
schools:padron_confirm {padron}            POST   302  302  403  403  403  403  403  404  404  in
schools:padron_resume {padron_reading}     GET    405  405  403  403  403  403  403  404  404  in
schools:padron_resume {padron_reading}     POST   302  302  403  403  403  403  403  404  404  in
schools:padron_discard {padron}            GET    405  405  403  403  403  403  403  404  404  in
schools:padron_discard {padron}            POST   302  302  403  403  403  403  403  404  404  in
schools:padron_undo {padron_applied}       GET    200  200  403  403  403  403  403  404  404  in
schools:padron_undo {padron_applied}       POST   302  302  403  403  403  403  403  404  404  in
# sheets
schools:sheet_upload                       GET    200  200  403  403  403  403  403  404  404  in
schools:sheet_upload                       POST   302  302  403  403  403  403  403  404  404  in
schools:sheet_template                     GET    200  200  403  403  403  403  403  404  404  in
schools:sheet_detail {sheet}               GET    200  200  403  403  403  403  403  404  404  in
schools:sheet_confirm {sheet}              GET    405  405  403  403  403  403  403  404  404  in
schools:sheet_confirm {sheet}              POST   302  302  403  403  403  403  403  404  404  in
# calendar
schools:calendar                           GET    200  200  200  200  200  200  200  404  404  in
schools:year_open                          GET    200  200  403  403  403  403  403  404  404  in
schools:year_open                          POST   302  302  403  403  403  403  403  404  404  in
schools:weekdays_edit {school_year}        GET    200  200  403  403  403  403  403  404  404  in
schools:weekdays_edit {school_year}        POST   302  302  403  403  403  403  403  404  404  in
schools:term_add {school_year}             GET    200  200  403  403  403  403  403  404  404  in
schools:term_add {school_year}             POST   302  302  403  403  403  403  403  404  404  in
schools:term_edit {term}                   GET    200  200  403  403  403  403  403  404  404  in
schools:term_edit {term}                   POST   302  302  403  403  403  403  403  404  404  in
schools:closure_add                        GET    200  200  403  403  403  403  403  404  404  in
schools:closure_add                        POST   302  302  403  403  403  403  403  404  404  in
schools:closure_edit {closure}             GET    200  200  403  403  403  403  403  404  404  in
schools:closure_edit {closure}             POST   302  302  403  403  403  403  403  404  404  in
schools:term_remove {term}                 GET    405  405  403  403  403  403  403  404  404  in
schools:term_remove {term}                 POST   302  302  403  403  403  403  403  404  404  in
schools:closure_remove {closure}           GET    405  405  403  403  403  403  403  404  404  in
schools:closure_remove {closure}           POST   302  302  403  403  403  403  403  404  404  in
# ámbito
schools:target_list                        GET    200  200  200  200  200  200  200  404  404  in
schools:target_propose                     GET    405  405  403  403  403  403  403  404  404  in
schools:target_propose                     POST   302  302  403  403  403  403  403  404  404  in
schools:target_detail {target}             GET    200  200  200  200  200  200  200  404  404  in
schools:target_adjust {target_school}      GET    405  405  403  403  403  403  403  404  404  in
schools:target_adjust {target_school}      POST   302  302  403  403  403  403  403  404  404  in
schools:target_freeze {target}             GET    405  405  403  403  403  403  403  404  404  in
schools:target_freeze {target}             POST   302  302  403  403  403  403  403  404  404  in
schools:target_discard {target}            GET    200  200  403  403  403  403  403  404  404  in
schools:target_discard {target}            POST   302  302  403  403  403  403  403  404  404  in
"""


def padron_file():
    return {"upload": SimpleUploadedFile("padron.csv", b"COD_MOD;ANEXO\n")}


def sheet_file():
    return {"upload": SimpleUploadedFile("matricula.csv", b"COD_MOD;CANTIDAD\n")}


def counted_today():
    return {"cut_date": timezone.localdate().isoformat(), f"boys_{CODE}_0": "5"}


def new_head_today():
    return {"person": "new", "full_name": "Nora Paz", "from_date": timezone.localdate().isoformat()}


def last_day():
    return {"to_date": timezone.localdate().isoformat()}


def this_monday():
    return timezone.localdate() - timedelta(days=timezone.localdate().weekday())


def a_week():
    """Water on each day of this week that came, so that something is said on any day."""
    days = [this_monday() + timedelta(days=n) for n in range(7)]
    return {f"agua-agua-{day}": "yes" for day in days}


POSTED = {
    "schools:staff_add": {"full_name": "Nora Paz"},
    "schools:staff_hand_over": new_head_today,
    "schools:staff_card": {"asked_at": "2999-01-01T00:00:00Z"},
    "schools:staff_end": last_day,
    "schools:school_create": {"name": "IE Nueva", "is_active": "on"},
    "schools:school_edit": {"name": "IE Corregida", "is_active": "on"},
    "schools:characteristic_edit": {"characteristic": "unidocente"},
    "schools:school_week": a_week,
    "schools:enrolment_edit": counted_today,
    "schools:padron_upload": padron_file,
    "schools:padron_revise": {"is_full": "no"},
    "schools:sheet_upload": sheet_file,
    "schools:year_open": {"year": "2031", "weekdays": ["1", "2"]},
    "schools:weekdays_edit": {"weekdays": ["1", "3"]},
    "schools:term_add": {"name": "II bimestre", "from_date": "2029-06-01", "to_date": "2029-07-20"},
    "schools:term_edit": {"name": "I bimestre", "from_date": "2029-03-12", "to_date": "2029-05-10"},
    "schools:closure_add": {"kind": "strike", "reason": "Paro", "from_date": "2029-04-02", "to_date": "2029-04-03"},
    "schools:closure_edit": {"kind": "weather", "reason": "Huaico", "from_date": "2029-04-04", "to_date": "2029-04-05"},
    "schools:target_propose": {"year": "2030"},
    "schools:target_adjust": {"reason": "En receso"},
    "schools:target_freeze": {"resolution": "RD 0451-2026"},
}


def things(people) -> dict:
    """One of each thing of the registry, by the names of the table; called in the UGEL's scope."""
    head, ugel = people[Role.UGEL_HEAD], current_ugel()
    service = ServiceFactory(codigo_modular=CODE)
    in_target = SchoolFactory()
    freeze_target(target=propose_target(year=2029, by=head), resolution="RD 1-2029", by=head)
    target = propose_target(year=2029, by=head)
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv(Path(folder) / "p.csv", [row(CODOOII=ugel.code, CODLOCAL="123456")])
        applied = import_file(path, ugels=[ugel], apply=True, options=Options()).imports[0]
    preview = preview_upload(ugel, import_id=uploaded(ugel, head).pk)
    assert preview.state == ImportState.PREVIEW
    export = enqueue("schools.export_schools", by=head, query="")
    export.result = {"key": default_storage.save(f"{ugel.code}/exportaciones/x.xlsx", ContentFile(b"PK"))}
    export.save()
    return {
        **calendar_things(head),
        "assignment": add_colleague(school=in_target, full_name="Luz Paz", by=head).pk,
        "counted": service.school_id,
        "counted_week": [service.school_id, this_monday().isoformat()],
        "week_job": printed_week(head, ugel).pk,
        "service": service.pk,
        "export": export.pk,
        "padron": preview.pk,
        "padron_rows": [preview.pk, "cambian"],
        "padron_reading": PadronImport.objects.create(file_name="x", file_key="x").pk,
        "padron_applied": applied.pk,
        "sheet": tried_sheet(ugel, head).pk,
        "target": target.pk,
        "target_school": [target.pk, in_target.pk],
    }


def printed_week(by, ugel):
    job = enqueue("schools.print_week", by=by, school_id=1, monday="2026-03-02", allowed=[])
    job.result = {"key": default_storage.save(f"{ugel.code}/semanas/x.pdf", ContentFile(b"%PDF"))}
    job.save()
    return job


def calendar_things(by):
    school_year = open_school_year(year=2029, weekdays=[1, 2, 3, 4, 5], by=by)
    days = {"from_date": date(2029, 3, 12), "to_date": date(2029, 5, 11)}
    term = save_term(school_year=school_year, name="I bimestre", by=by, **days)
    closure = save_closure(kind="strike", reason="Paro", by=by, **days)
    return {"school_year": school_year.pk, "term": term.pk, "closure": closure.pk}


def uploaded(ugel, by):
    with tempfile.TemporaryDirectory() as folder:
        content = write_csv(
            Path(folder) / "p.csv", [row(CODOOII=ugel.code, CODLOCAL="123456", AREA_CENSO="1")]
        ).read_bytes()
    return receive_upload(upload=SimpleUploadedFile("padron.csv", content), by=by, options=Options())


def tried_sheet(ugel, by):
    """A sheet of enrolment without errors, waiting to be confirmed."""
    content = f"COD_MOD;AÑO;CORTE;CANTIDAD\n{CODE};2026;31/03/2026;12\n".encode()
    sheet = receive_sheet(upload=SimpleUploadedFile("m.csv", content), kind=SheetKind.ENROLMENT, by=by)
    kind = sheets()["matricula"]
    return try_sheet(ugel, sheet_id=sheet.pk, columns=kind.names, required=kind.required, save=kind.save)
