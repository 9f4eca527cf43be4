"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import timedelta

from django.utils import timezone

from core.accounts.enums import Role
from schools.models import SchoolStaff
from schools.tests.factories import EnrolmentFactory

TABLE = """
                                                     head spec dire memb guar case regi oper neig anon
attendance:school_list                        GET    200  200  403  403  403  403  200  404  404  in
attendance:school_attendance {taught_school}  GET    200  200  200  404  403  403  200  404  404  in
"""


def things(people):
    """A school with pupils and its director."""
    school = EnrolmentFactory(count=10).service.school
    if director := people.get(Role.SCHOOL_HEAD):
        since = timezone.localdate() - timedelta(days=90)
        SchoolStaff.objects.create(school=school, user=director, is_head=True, from_date=since)
    return {"taught_school": school.pk}
