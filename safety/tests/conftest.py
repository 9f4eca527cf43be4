import pytest

from schools.tests.factories import SchoolFactory


@pytest.fixture
def school(norte):
    return SchoolFactory(name="IE 42042 San Martín")
