import pytest
from django.urls import get_resolver

from core.accounts.enums import Role
from core.strategies.registry import Strategy, _declared, register
from needs.tests.factories import NeedFactory
from schools.models import SchoolStaff
from schools.tests.factories import ServiceFactory
from tests.world import make_person


@pytest.fixture
def declare():
    """declare(home=[…], …): an app «sample» that a specialist may see, for one test."""
    before = dict(_declared)
    # The urls read the registry once: before «sample», which is no installed app, is in it.
    assert get_resolver().url_patterns

    def go(**pieces):
        register(
            Strategy(
                app="sample",
                slug="muestra",
                label="Muestra",
                permissions={"sample.view": "Ver", "sample.hide": "Ocultar"},
                grants={Role.UGEL_SPECIALIST: {"sample.view"}},
                **pieces,
            )
        )

    yield go
    _declared.clear()
    _declared.update(before)


@pytest.fixture
def school(norte):
    return ServiceFactory(level="B0", school__name="IE San Martín", school__centre="SAGOLLO").school


@pytest.fixture
def rosa(norte, school):
    """Heads the school San Martín."""
    person = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=school, user=person, is_head=True)
    return person


@pytest.fixture
def need(rosa, school):
    return NeedFactory(school=school, reported_by=rosa, what="Ñandú caído: gotea el techo")
