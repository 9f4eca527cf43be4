from datetime import date

import pytest
from newstrategy.enums import ActivityState
from newstrategy.models import Activity
from newstrategy.tests.factories import ActivityFactory

from core.tenancy.scope import scope
from schools.tests.factories import SchoolFactory


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


def test_list_queries_do_not_grow(visit, elmer, django_assert_max_num_queries):
    def queries(count):
        ActivityFactory.create_batch(count, planned_by=elmer)
        visit(elmer, "newstrategy:activity_list")  # warms the session
        with django_assert_max_num_queries(100) as captured:
            visit(elmer, "newstrategy:activity_list")
        return [query["sql"] for query in captured.captured_queries if counts(query["sql"])]

    one, three = queries(1), queries(2)
    assert len(one) == len(three) <= 8


def counts(sql):
    return not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config"))


def test_model_is_behind_the_wall(norte, sur, elmer):
    ActivityFactory(planned_by=elmer)

    with scope(sur):
        assert Activity.objects.count() == 0
