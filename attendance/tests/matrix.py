"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import timedelta

from django.utils import timezone

from attendance import services
from attendance.enums import Outcome, Step
from attendance.tests.factories import make_case
from core.accounts.enums import Role
from schools.models import SchoolStaff
from schools.tests.factories import EnrolmentFactory
from tests.world import make_person

TABLE = """
                                                     head spec dire memb guar case regi oper neig anon
attendance:school_list                        GET    200  200  403  403  403  403  200  404  404  in
attendance:export                             GET    200  200  403  403  403  403  200  404  404  in
attendance:sheets                             GET    200  200  403  403  403  403  403  404  404  in
attendance:weeks_sheet                        GET    200  200  403  403  403  403  403  404  404  in
attendance:continuity                         GET    200  200  403  403  403  403  200  404  404  in
attendance:month                              GET    200  200  403  403  403  403  200  404  404  in
attendance:trend                              GET    200  200  403  403  403  403  200  404  404  in
attendance:school_attendance {taught_school}  GET    200  200  200  404  403  403  200  404  404  in
attendance:chronic {taught_school}            GET    200  200  200  404  403  403  403  404  404  in
attendance:chronic {taught_school}            POST   302  302  302  404  403  403  403  404  404  in

# cases: the school's director and whom they are given to; for everybody else they do not exist
attendance:case_list                          GET    200  200  200  200  200  200  403  404  404  in
attendance:case_open {taught_school}          GET    403  200  200  403  403  403  403  404  404  in
attendance:case_open {taught_school}          POST   403  302  302  403  403  403  403  404  404  in
attendance:case_detail {case}                 GET    404  404  200  404  404  200  403  404  404  in
attendance:case_correct {case}                GET    404  404  200  404  404  200  403  404  404  in
attendance:case_correct {case}                POST   404  404  302  404  404  302  403  404  404  in
attendance:case_visit {case}                  GET    404  404  200  404  404  200  403  404  404  in
attendance:case_visit {case}                  POST   404  404  302  404  404  302  403  404  404  in
attendance:case_step {case}                   GET    404  404  200  404  404  200  403  404  404  in
attendance:case_step {case}                   POST   404  404  302  404  404  302  403  404  404  in
attendance:case_step_mark {case_step}         GET    405  405  405  405  405  405  403  404  404  in
attendance:case_step_mark {case_step}         POST   404  404  302  404  404  302  403  404  404  in
attendance:case_return {case}                 GET    404  404  200  404  404  200  403  404  404  in
attendance:case_return {case}                 POST   404  404  302  404  404  302  403  404  404  in
attendance:case_week {case_back}              GET    404  404  200  404  404  200  403  404  404  in
attendance:case_week {case_back}              POST   404  404  302  404  404  302  403  404  404  in
attendance:case_close {case}                  GET    404  404  200  404  404  200  403  404  404  in
attendance:case_close {case}                  POST   404  404  302  404  404  302  403  404  404  in
attendance:case_reopen {case_closed}          GET    405  405  405  405  405  405  403  404  404  in
attendance:case_reopen {case_closed}          POST   404  404  302  404  404  302  403  404  404  in
attendance:case_give {case}                   GET    404  404  200  404  404  403  403  404  404  in
attendance:case_give {case}                   POST   404  404  302  404  404  403  403  404  404  in
attendance:case_take_back {case_worker}       GET    405  405  405  405  405  405  403  404  404  in
attendance:case_take_back {case_worker}       POST   404  404  302  404  404  302  403  404  404  in
attendance:case_forget {case}                 GET    404  404  200  404  404  403  403  404  404  in
attendance:case_forget {case}                 POST   404  404  302  404  404  403  403  404  404  in
attendance:case_counts                        GET    200  200  200  403  403  403  200  404  404  in
attendance:case_export                        GET    200  200  200  403  403  403  200  404  404  in
attendance:outside_list                       GET    200  200  403  403  403  403  200  404  404  in
attendance:outside_tell {taught_school}       GET    200  200  200  404  403  403  200  404  404  in
attendance:outside_tell {taught_school}       POST   302  302  302  404  403  403  403  404  404  in
"""
ARGUMENTS = {"attendance:export": ["csv"], "attendance:case_export": ["csv"]}
WORDS = {"names": "Quilla", "contact": "952111222"}
POSTED = {
    "attendance:chronic": {"seen": "0", "pupils_{taught_service}": "10", "chronic_{taught_service}": "2"},
    "attendance:case_open": {**WORDS, "source": "peer", "causes": "work", "sex": "girl"},
    "attendance:case_correct": WORDS,
    "attendance:case_visit": {"day": "2026-01-15", "met": "family", "said": "Volverá"},
    "attendance:case_step": {"kind": "seat", "due_date": "2026-12-01"},
    "attendance:case_return": {"day": "2026-01-15"},
    "attendance:case_week": {"monday": "2026-01-12", "attended": "4", "days": "5"},
    "attendance:case_close": {"outcome": "not_back"},
    "attendance:case_give": {"user": "{case_candidate}"},
    "attendance:case_forget": {"why": "asked"},
    "attendance:outside_tell": {"seen": "0", "day": "2026-03-16", "pupils": "10", "not_going": "1"},
}


def things(people):
    """A school with pupils, its service and its director."""
    service = EnrolmentFactory(count=10).service
    if director := people.get(Role.SCHOOL_HEAD):
        since = timezone.localdate() - timedelta(days=90)
        SchoolStaff.objects.create(school=service.school, user=director, is_head=True, from_date=since)
    return {"taught_school": service.school_id, "taught_service": service.pk, **cases(service.school, people)}


def cases(school, people):
    """One of a director, or of the head where there is none, given to the Educhasqui; one who came back; one closed."""
    by = people.get(Role.SCHOOL_HEAD) or people[Role.UGEL_HEAD]
    ugel = school.ugel
    worker = people.get(Role.CASE_WORKER) or make_person(f"worker.{ugel.code}", Role.CASE_WORKER, ugel=ugel)
    candidate = make_person(f"candidate.{ugel.code}", Role.CASE_WORKER, ugel=ugel)
    told, back, closed = (make_case(school, by) for _n in range(3))
    given = [services.give(case=one, user=worker, by=by) for one in (told, back, closed)]
    today = timezone.localdate()
    step = services.add_step(case=told, kind=Step.MEALS, due_date=today, by=by)
    services.say_back(case=back, day=today.replace(day=1), by=by)
    services.close_case(case=closed, outcome=Outcome.NOT_BACK, by=by)
    return {
        "case": told.pk,
        "case_back": back.pk,
        "case_closed": closed.pk,
        "case_step": [told.pk, step.pk],
        "case_worker": [told.pk, given[0].pk],
        "case_candidate": candidate.pk,
    }
