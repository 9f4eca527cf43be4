"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.accounts.enums import Role
from core.jobs.services import enqueue
from core.tenancy.scope import current_ugel
from guardians import services
from guardians.tests.factories import make_code, make_delivery, make_guardian, make_visit
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import School
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

TABLE = """
                                                     head spec dire memb guar case regi oper neig anon
guardians:guardian_list                       GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_export                     GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_accept                     GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_accept                     POST   302  302  403  403  403  403  403  404  404  in
guardians:code_publish                        GET    200  200  403  403  403  403  403  404  404  in
guardians:code_publish                        POST   302  302  403  403  403  403  403  404  404  in
guardians:school_list                         GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_detail {watcher}           GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_places {watcher}           GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_places {watcher}           POST   302  302  403  403  403  403  403  404  404  in
guardians:guardian_scan {watcher}             GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_scan {watcher}             POST   302  302  403  403  403  403  403  404  404  in
guardians:tie_declare {watcher}               GET    200  200  403  403  403  403  403  404  404  in
guardians:tie_declare {watcher}               POST   302  302  403  403  403  403  403  404  404  in
guardians:tie_end {watcher_tie}               GET    200  200  403  403  403  403  403  404  404  in
guardians:tie_end {watcher_tie}               POST   302  302  403  403  403  403  403  404  404  in
guardians:guardian_end {watcher}              GET    200  200  403  403  403  403  403  404  404  in
guardians:guardian_end {watcher}              POST   302  302  403  403  403  403  403  404  404  in
guardians:my_visits                           GET    403  403  403  403  200  403  403  404  404  in
guardians:visit_list                          GET    200  200  403  403  403  403  403  404  404  in
guardians:visit_assign {watched_school}       GET    200  200  403  403  403  403  403  404  404  in
guardians:visit_assign {watched_school}       POST   302  302  403  403  403  403  403  404  404  in
guardians:visit_detail {watch_visit}          GET    200  200  403  403  200  403  403  404  404  in
guardians:visit_tell {watch_visit}            GET    403  403  403  403  200  403  403  404  404  in
guardians:visit_tell {watch_visit}            POST   403  403  403  403  302  403  403  404  404  in
guardians:visit_slip {watch_visit}            GET    200  200  403  403  403  403  403  404  404  in
guardians:visit_slip {watch_visit}            POST   302  302  403  403  403  403  403  404  404  in
guardians:visit_call_off {watch_visit}        GET    200  200  403  403  403  403  403  404  404  in
guardians:visit_call_off {watch_visit}        POST   302  302  403  403  403  403  403  404  404  in
guardians:slips_print                         GET    200  200  403  403  403  403  403  404  404  in
guardians:slips_print                         POST   302  302  403  403  403  403  403  404  404  in
guardians:slips_ready {slips_job}             GET    200  404  403  403  403  403  403  404  404  in
guardians:slips_download {slips_job}          GET    200  404  403  403  403  403  403  404  404  in
guardians:sample_list                         GET    200  200  403  403  403  403  403  404  404  in
guardians:sample_draw                         GET    200  200  403  403  403  403  403  404  404  in
guardians:sample_draw                         POST   302  302  403  403  403  403  403  404  404  in
guardians:sample_detail {watch_sample}        GET    200  200  403  403  403  403  403  404  404  in
"""


def dated(**days):
    """What is posted, its days told from today when it is posted."""

    def told():
        today = timezone.localdate()
        return {
            name: (today + timedelta(days=value)).isoformat() if isinstance(value, int) else value
            for name, value in days.items()
        }

    return told


def slip_posted():
    return {**dated(seen_date=0)(), "outcome": "delivered", "paper": photo_upload()}


def scan_posted():
    return {"scan": photo_upload()}


POSTED = {
    "guardians:guardian_accept": dated(full_name="Ana Cruz", schools="{watched_school}", from_date=0, signed_date=0),
    "guardians:code_publish": {"text": "Otro texto"},
    "guardians:guardian_places": {"schools": "{watched_other}"},
    "guardians:guardian_scan": scan_posted,
    "guardians:tie_declare": {"kind": "member", "partner": "{watch_partner}"},
    "guardians:guardian_end": {"reason": "Se muda"},
    "guardians:tie_end": {"reason": "Renunció"},
    "guardians:visit_assign": dated(guardian="{watcher}", due_date=5),
    "guardians:visit_tell": dated(outcome="delivered", seen_date=0),
    "guardians:visit_slip": slip_posted,
    "guardians:visit_call_off": {"reason": "Ya no hace falta"},
    "guardians:slips_print": {"visits": "{watch_visit}"},
    "guardians:sample_draw": dated(period_start=-9, period_end=0, measure="count", amount="1", visit_by=4),
}


def _known(people):
    """Schools other rows put the guardian at: accepted for fewer they would lose them."""
    here = people.get(Role.GUARDIAN)
    return list(School.objects.filter(staff__user=here).distinct()) if here else []


def things(people):
    """A guardian with a visit to make and a tie to somebody else; a sample, and another delivery to draw."""
    head = people[Role.UGEL_HEAD]
    make_code(head)
    school, other = SchoolFactory.create_batch(2)
    guardian = make_guardian(head, user=people.get(Role.GUARDIAN), schools=[school, *_known(people)])
    contact, friend = (ContactFactory(partner=PartnerFactory(created_by=head)) for _one in range(2))
    delivery = make_delivery(head, contact=contact, school=school)
    tie = services.declare_tie(guardian=guardian, partner=friend.partner, kind="works", by=head)
    visit = make_visit(head, guardian, school, instalment=delivery)
    make_delivery(head, contact=contact, school=school)
    today = timezone.localdate()
    told = {"period_start": today - timedelta(days=30), "period_end": today, "visit_by": today, "by": head}
    sample = services.draw_sample(measure="count", amount=1, **told)
    make_delivery(head, contact=contact, school=school)
    job = enqueue("guardians.print_slips", by=head, visit_ids=[])
    key = default_storage.save(f"{current_ugel().code}/visitas/{job.pk}.pdf", ContentFile(b"%PDF-"))
    job.result = {"key": key}
    job.save(update_fields=["result"])
    return {
        "watcher": guardian.pk,
        "watcher_tie": tie.pk,
        "watched_school": school.pk,
        "watched_other": other.pk,
        "watch_partner": friend.partner_id,
        "watch_visit": visit.pk,
        "watch_sample": sample.pk,
        "slips_job": job.pk,
    }
