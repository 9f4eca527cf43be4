"""A small world: UGEL Norte and UGEL Sur, and the people tests speak of.

hilda heads UGEL Norte, elmer is its specialist, rosa heads the school San Martín there, gino is a guardian;
delia is a specialist of UGEL Sur; raul reads their region; olga runs the platform.
"""

import uuid

import pytest
from django.db import connection
from django.test import Client

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.tenancy.models import Region
from core.tenancy.scope import scope
from core.tenancy.services import create_ugel
from core.tenancy.urls import global_url

PASSWORD = "agua limpia 2026"


def make_person(first_name, role, **place):
    user = User(email=f"{first_name}@example.pe", full_name=f"{first_name.capitalize()} Quispe")
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, role=role, **place)
    return user


def as_owner():
    """For a few lines: the role that makes tenants."""

    class Owner:
        def __enter__(self):
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE comuset_owner")

        def __exit__(self, *exc):
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("SET ROLE comuset_app")

    return Owner()


@pytest.fixture
def region(db):
    with as_owner():
        return Region.objects.create(code="230000", name="DRE Tacna")


@pytest.fixture
def sur(region):
    with as_owner():
        return create_ugel(code="230009", name="UGEL Sur", region=region)


@pytest.fixture
def norte_closed(region):
    """UGEL Norte without an open scope, for tests that open their own."""
    with as_owner():
        return create_ugel(code="230008", name="UGEL Norte", region=region)


@pytest.fixture
def norte(norte_closed):
    with scope(norte_closed):
        yield norte_closed


@pytest.fixture
def hilda(norte):
    return make_person("hilda", Role.UGEL_HEAD, ugel=norte)


@pytest.fixture
def elmer(norte):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte)


@pytest.fixture
def gino(norte):
    return make_person("gino", Role.GUARDIAN, ugel=norte)


@pytest.fixture
def delia(sur, norte):
    return make_person("delia", Role.UGEL_SPECIALIST, ugel=sur)


@pytest.fixture
def raul(region, norte):
    return make_person("raul", Role.REGION_READER, region=region)


@pytest.fixture
def olga(norte):
    return make_person("olga", Role.OPERATOR)


@pytest.fixture
def visit(norte_closed):
    """visit(person, "water:point_list", *args, ugel=…, method="post", data=…): the answer a person gets."""

    def go(person, url_name, *args, ugel=norte_closed, method="get", data=None, query="", follow=False, **headers):
        client = Client()
        if person is not None:
            client.force_login(person)
        path = path_of(url_name, *args, ugel=ugel) + (f"?{query}" if query else "")
        if method == "post":
            data = {"submission": uuid.uuid4(), **(data or {})}  # the id each opened form brings
        return getattr(client, method)(path, data, follow=follow, headers=headers)

    return go


def path_of(url_name, *args, ugel):
    """The full path of a page in a UGEL, whatever scope is open."""
    return f"/{ugel.code}{global_url(url_name, *args)}"
