"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from core.accounts.models import User
from newstrategy.tests.factories import ActivityFactory
from schools.tests.factories import SchoolFactory

TABLE = """
                                                head spec dire memb guar case regi oper neig anon
newstrategy:activity_list                GET    200  200  403  403  403  403  200  404  404  in
newstrategy:activity_plan                GET    200  200  403  403  403  403  403  404  404  in
newstrategy:activity_plan                POST   302  302  403  403  403  403  403  404  404  in
newstrategy:activity_finish {newstrategy_activity} POST  302 302 403 403 403 403 403 404 404 in
"""
POSTED = {
    "newstrategy:activity_plan": {
        "school": "{newstrategy_school}",
        "title": "Taller de lectura",
        "due_date": "2026-09-30",
    }
}


def things(people):
    """One activity that somebody else planned, so that whoever has the right may finish it."""
    school = SchoolFactory()
    planner = User.objects.create_user(f"plans.{school.pk}@example.pe", full_name="Paz Nina")
    activity = ActivityFactory(school=school, planned_by=planner)
    return {"newstrategy_activity": activity.pk, "newstrategy_school": school.pk}
