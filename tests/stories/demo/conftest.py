"""The demo tenant on the stage, filled once for all stories of this folder; they may add to it, none takes away."""

import json
from dataclasses import dataclass

import pytest
from django.conf import settings as django_settings
from django.test import Client, TransactionTestCase, override_settings

from core.accounts.models import User
from core.tenancy.models import Ugel
from core.tenancy.scope import scope
from tests.stories.demo import extras


@dataclass(frozen=True)
class Demo:
    ugel: Ugel
    people: dict
    cookies: dict
    extras: dict


@pytest.fixture(scope="package")
def demo_of_package(stage_of_session, django_db_blocker):
    with django_db_blocker.unblock():
        said = json.loads(stage_of_session.manage("load_demo").splitlines()[-1])
        people = {key: User.objects.get(email=email) for key, email in said["people"].items()}
        cookies = {key: _session(person) for key, person in people.items()}
        ugel = Ugel.objects.select_related("region").get(code="230002")
        try:
            with override_settings(MEDIA_ROOT=stage_of_session.media), scope(ugel):
                added = extras.add(ugel, people)
            yield Demo(ugel, people, cookies, added)
        finally:
            TransactionTestCase._fixture_teardown(None)


@pytest.fixture
def demo(demo_of_package, stage):
    return demo_of_package


@pytest.fixture
def as_person(stage, demo):
    """as_person(page, "head"): this browser is signed in as one of the demo's people; gives the page back."""

    def sign_in(page, key):
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": demo.cookies[key], "url": stage.url}])
        return page

    return sign_in


def _session(person):
    client = Client()
    client.force_login(person)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value
