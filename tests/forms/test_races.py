"""Copies of one form arriving together, over real connections that commit."""

import threading
import uuid
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from core.accounts.enums import Role
from core.submissions.models import Submission
from core.submissions.services import claim
from core.tenancy.scope import scope
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(jobs):
    """Run the calls together and give their results in order."""
    results, start = [None] * len(jobs), threading.Barrier(len(jobs))

    def run(position, job):
        start.wait()
        try:
            results[position] = job()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


def test_twelve_copies_at_once_are_one(send, letters, elmer, norte_closed):
    key = uuid.uuid4()

    answers = all_at_once([lambda: send(elmer, "Falta agua", key=key, json=True)] * 12)

    assert [(answer.status_code, answer.json()["number"]) for answer in answers] == [(200, 1)] * 12
    with scope(norte_closed):
        assert (letters(), Submission.objects.count()) == (["Falta agua"], 1)


def test_twelve_forms_at_once_get_twelve_numbers(send, letters, elmer, norte_closed):
    answers = all_at_once([lambda text=str(n): send(elmer, text, json=True) for n in range(12)])

    assert sorted(answer.json()["number"] for answer in answers) == list(range(1, 13))
    with scope(norte_closed):
        assert len(letters()) == 12


@contextmanager
def rival(ugel, person, key):
    """Another request has claimed the id and is still under way; afterwards it fails and rolls back."""
    claimed, let_go = threading.Event(), threading.Event()

    def hold():
        with scope(ugel):
            claim(key=key, sender=person, form="tests.letter", content_sha256="")
            claimed.set()
            let_go.wait(30)
            transaction.set_rollback(True)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    claimed.wait(10)
    try:
        yield let_go
    finally:
        let_go.set()
        thread.join()


def test_a_copy_takes_over_when_the_first_one_fails(send, letters, elmer, norte_closed):
    key = uuid.uuid4()
    with rival(norte_closed, elmer, key) as let_go:
        threading.Timer(0.5, let_go.set).start()
        answer = send(elmer, "Falta agua", key=key, json=True)

    with scope(norte_closed):
        assert (answer.json()["number"], letters()) == (1, ["Falta agua"])


def test_a_copy_that_waits_too_long_is_asked_to_come_again(send, letters, elmer, norte_closed):
    key = uuid.uuid4()
    with rival(norte_closed, elmer, key):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        answer = send(elmer, "Falta agua", key=key)
        connection.close()

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    with scope(norte_closed):
        assert letters() == []
