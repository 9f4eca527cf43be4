import pytest
from django.utils import timezone

from core.audit.models import Entry
from core.tenancy.scope import scope
from schools.models import SchoolStaff
from schools.services.staff import HeadNamedSince, end_assignment, name_head
from schools.tests.factories import SchoolFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_specialists_name_a_head_at_once_and_one_is_told(norte_closed):
    with scope(norte_closed):
        school = SchoolFactory()

    def name(full_name):
        try:
            return str(
                name_head(school=school, full_name=full_name, from_date=timezone.localdate(), by=None).assignment
            )
        except HeadNamedSince:
            return None

    answers = at_once(norte_closed, lambda: name("Ana Cruz"), lambda: name("Julio Nina"), lambda: name("Luz Paz"))

    assert sum(answer is not None for answer in answers) == 1
    with scope(norte_closed):
        assert SchoolStaff.objects.on().filter(is_head=True).count() == 1


def test_letting_somebody_go_twice_at_once_ends_the_role_once(norte_closed):
    with scope(norte_closed):
        rosa = name_head(
            school=SchoolFactory(), full_name="Rosa Paz", from_date=timezone.localdate(), by=None
        ).assignment

    def leave():
        end_assignment(assignment=SchoolStaff.objects.get(pk=rosa.pk), to_date=timezone.localdate())

    at_once(norte_closed, leave, leave, leave)

    with scope(norte_closed):
        assert Entry.objects.filter(verb="people.person_withdrawn").count() == 1
