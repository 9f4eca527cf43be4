"""Two people, or one person twice, at the same moment: real transactions, real threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.access.enums import KeyEnd
from core.access.models import AccessKey
from core.access.services.keys import IssuedSince, end_keys, issue_card, issue_spoken_code
from core.accounts.enums import Role
from core.tenancy.scope import scope
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rosa(norte_closed):
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte_closed)


def at_once(count, act):
    """What each of `count` threads got from `act`, all starting together."""
    start = Barrier(count)

    def one(_):
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_spoken_code_used_by_many_at_once_lets_one_in(norte_closed, rosa):
    with scope(norte_closed):
        code = issue_spoken_code(user=rosa, by=None).secret

    answers = at_once(6, lambda: Client().post("/230008/t/", {"code": code}).status_code)

    assert sorted(answers) == [302, 422, 422, 422, 422, 422]


def test_two_specialists_give_a_card_at_once_and_one_is_told(norte_closed, rosa):
    asked_at = timezone.now()

    def give():
        with scope(norte_closed):
            try:
                return issue_card(user=rosa, by=None, asked_at=asked_at).secret
            except IssuedSince:
                return None

    made = at_once(4, give)

    assert sorted(secret is None for secret in made) == [False, True, True, True]
    with scope(norte_closed):
        assert AccessKey.objects.opening().count() == 1


def test_card_ended_while_somebody_comes_in_never_leaves_them_inside(norte_closed, rosa):
    with scope(norte_closed):
        card = issue_card(user=rosa, by=None)
    clients = [Client() for _ in range(4)]
    queue = iter([*clients, None])

    def act():
        client = next(queue)
        if client is None:
            with scope(norte_closed):
                end_keys(user=rosa, reason=KeyEnd.LOST, by=None)
            return None
        return client.post("/230008/t/", {"code": card.secret}).status_code

    at_once(5, act)

    assert {client.get("/230008/").status_code for client in clients} == {302}
