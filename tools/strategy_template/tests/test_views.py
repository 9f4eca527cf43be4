from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.tenancy.scope import scope
from newstrategy.enums import ActivityState
from newstrategy.models import Activity
from newstrategy.tests.factories import ActivityFactory
from schools.tests.factories import SchoolFactory
from tests.world import path_of

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
AT_MOST = 8


def test_planned_activity_is_listed(visit, elmer):
    school = SchoolFactory()
    data = {"school": school.pk, "title": "Taller de lectura", "due_date": "2026-09-30"}

    page = visit(elmer, "newstrategy:activity_plan", method="post", data=data, follow=True)

    assert list(Activity.objects.values_list("title", "due_date")) == [("Taller de lectura", date(2026, 9, 30))]
    assert "Taller de lectura" in page.content.decode()


def test_incomplete_plan_is_answered_with_the_form(visit, elmer):
    page = visit(elmer, "newstrategy:activity_plan", method="post", data={"title": ""})

    assert (page.status_code, Activity.objects.count()) == (422, 0)
    assert "Hay algo por corregir" in page.content.decode()


@pytest.mark.parametrize(
    ("person", "status", "state"),
    [("hilda", 302, "done"), ("elmer", 403, "planned"), ("gino", 403, "planned"), ("delia", 404, "planned")],
)
def test_only_another_person_of_the_ugel_finishes(visit, request, elmer, person, status, state):
    activity = ActivityFactory(planned_by=elmer)

    answer = visit(request.getfixturevalue(person), "newstrategy:activity_finish", activity.pk, method="post")

    activity.refresh_from_db()
    assert (answer.status_code, activity.state) == (status, ActivityState(state))


def test_another_ugel_sees_nothing_of_it(visit, elmer, delia, sur):
    ActivityFactory(planned_by=elmer, title="Taller de Norte")

    page = visit(delia, "newstrategy:activity_list", ugel=sur)

    assert "Taller de Norte" not in page.content.decode()
    assert "Aún no hay actividades" in page.content.decode()


def test_list_queries_do_not_grow(norte, elmer):
    client, path = Client(), path_of("newstrategy:activity_list", ugel=norte)
    client.force_login(elmer)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len([query for query in captured if not query["sql"].startswith(NOT_COUNTED)])

    ActivityFactory(planned_by=elmer)
    with_one = queries()
    ActivityFactory.create_batch(2, planned_by=elmer)
    assert with_one == queries() <= AT_MOST


def test_model_is_behind_the_wall(norte, sur, elmer):
    ActivityFactory(planned_by=elmer)

    with scope(sur):
        assert Activity.objects.count() == 0
