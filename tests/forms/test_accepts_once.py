import re
import uuid

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.submissions.models import Submission
from core.tenancy.scope import scope

KEY = uuid.UUID("0193b2f0-0000-7000-8000-000000000001")


def words(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def page_key(response):
    return re.search(r'name="submission" value="([0-9a-f-]{36})"', response.text)[1]


def test_form_is_received_with_a_number_and_leads_on(send, elmer, letters):
    response = send(elmer, "Falta agua", key=KEY)

    row = Submission.objects.get()
    assert (row.key, row.sender, row.form, row.number, row.to) == (KEY, elmer, "tests.letter", 1, response["Location"])
    assert (response.status_code, words(response)) == (302, ["Recibido por la UGEL n.º 1"])
    assert letters() == ["Falta agua"]


def test_the_same_form_again_gets_the_same_answer_and_does_nothing(send, elmer, letters):
    first, again = send(elmer, "Falta agua", key=KEY), send(elmer, "Falta agua", key=KEY)

    assert (again.status_code, again["Location"], words(again)) == (302, first["Location"], words(first))
    assert letters() == ["Falta agua"]


def test_a_device_is_told_number_words_and_where_to_go(send, elmer, letters):
    first, again = (send(elmer, "Falta agua", key=KEY, json=True) for _ in range(2))

    to = Submission.objects.get().to
    assert first.json() == again.json() == {"number": 1, "words": "Recibido por la UGEL n.º 1", "to": to}
    assert words(first) == []


def test_a_form_with_errors_does_not_use_its_id_up(send, elmer, letters):
    refused = send(elmer, "", key=KEY)

    assert (refused.status_code, page_key(refused), Submission.objects.count()) == (422, str(KEY), 0)
    assert (send(elmer, "Falta agua", key=KEY).status_code, letters()) == (302, ["Falta agua"])


def test_a_view_that_does_not_receive_keeps_nothing(send, elmer, letters):
    response = send(elmer, "lost", key=KEY)

    assert (response["Location"], letters(), Submission.objects.count()) == ("/230008/", [], 0)


def test_a_device_is_led_on_where_nothing_was_received(send, elmer):
    assert send(elmer, "lost", json=True).json() == {"number": None, "to": "/230008/"}


def test_another_text_under_a_used_id_is_shown_back_to_be_sent_apart(send, elmer, letters):
    send(elmer, "Falta agua", key=KEY)

    other = send(elmer, "Falta luz", key=KEY)

    assert (other.status_code, 'value="Falta luz"' in other.text, '<b data-put="number">1</b>' in other.text) == (
        409,
        True,
        True,
    )
    assert letters() == ["Falta agua"]
    assert send(elmer, "Falta luz", key=page_key(other)).status_code == 302
    assert letters() == ["Falta agua", "Falta luz"]


def test_an_id_counts_for_one_person(send, elmer, hilda, letters):
    send(elmer, "Falta agua", key=KEY)
    send(hilda, "Falta agua", key=KEY)

    assert list(Submission.objects.order_by("number").values_list("sender", "number")) == [(elmer.pk, 1), (hilda.pk, 2)]


def test_an_id_counts_for_one_tenant(send, elmer, delia, sur, letters):
    send(elmer, "Falta agua", key=KEY)

    there = send(delia, "Falta agua", key=KEY, ugel=sur)

    assert (there.status_code, words(there), letters()) == (302, ["Recibido por la UGEL n.º 1"], ["Falta agua"])
    with scope(sur):
        assert (letters(), Submission.objects.get().sender) == (["Falta agua"], delia)


def test_a_page_opened_by_one_person_is_not_sent_as_another(send, elmer, hilda, letters):
    response = send(hilda, "De Elmer", submission_sender=f"230008-{elmer.pk}")

    assert (response.status_code, letters()) == (409, [])
    assert send(elmer, "De Elmer", submission_sender=f"230008-{elmer.pk}").status_code == 302


@pytest.mark.parametrize("value", ["", "1", "' OR 1=1 --", "\x00", "0193b2f0"])
def test_a_form_without_a_submission_id_is_refused(send, letters, elmer, norte, value):
    client = Client()
    client.force_login(elmer)

    assert client.post("/230008/cartas/nueva/", {"submission": value, "text": "Falta agua"}).status_code == 400
    assert letters() == []


def test_each_opening_of_the_page_has_an_id_of_its_own(letters, visit, elmer):
    pages = [visit(elmer, "letter_write") for _ in range(2)]

    assert len({page_key(page) for page in pages}) == 2
    assert all(f'name="submission_sender" value="230008-{elmer.pk}"' in page.text for page in pages)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(st.sampled_from("abcde"), max_size=12))
def test_whatever_is_sent_again_counts_once_each_in_its_own_name(send, elmer, letters, norte, sent):
    Submission.objects.all().delete()
    space = uuid.uuid4()

    numbers = {}
    for letter in sent:
        answer = send(elmer, letter, key=uuid.uuid5(space, letter), json=True).json()
        assert numbers.setdefault(letter, answer["number"]) == answer["number"]

    assert sorted(row.key for row in Submission.objects.all()) == sorted(uuid.uuid5(space, x) for x in set(sent))
    assert len(set(numbers.values())) == len(set(sent))
