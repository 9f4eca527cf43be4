import pytest

from core.accounts.enums import Role
from needs.tests.factories import NeedFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.world import make_person


@pytest.fixture
def school(norte):
    return SchoolFactory(name="IE San Martín")


@pytest.fixture
def rosa(norte, school):
    """Heads the school San Martín."""
    person = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=school, user=person, is_head=True)
    return person


@pytest.fixture
def need(rosa, school):
    return NeedFactory(school=school, reported_by=rosa)
