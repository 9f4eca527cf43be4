"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import timedelta

from django.utils import timezone

from core.accounts.enums import Role
from schools.models import SchoolStaff
from schools.tests.factories import EnrolmentFactory

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
attendance:outside_list                       GET    200  200  403  403  403  403  200  404  404  in
attendance:outside_tell {taught_school}       GET    200  200  200  404  403  403  200  404  404  in
attendance:outside_tell {taught_school}       POST   302  302  302  404  403  403  403  404  404  in
"""
ARGUMENTS = {"attendance:export": ["csv"]}
POSTED = {
    "attendance:chronic": {"seen": "0", "pupils_{taught_service}": "10", "chronic_{taught_service}": "2"},
    "attendance:outside_tell": {"seen": "0", "day": "2026-03-16", "pupils": "10", "not_going": "1"},
}


def things(people):
    """A school with pupils, its service and its director."""
    service = EnrolmentFactory(count=10).service
    if director := people.get(Role.SCHOOL_HEAD):
        since = timezone.localdate() - timedelta(days=90)
        SchoolStaff.objects.create(school=service.school, user=director, is_head=True, from_date=since)
    return {"taught_school": service.school_id, "taught_service": service.pk}
