import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from core.access.roles import DEMAND_SECOND_FACTOR
from core.access.services.keys import issue_card
from core.accounts.enums import Role
from core.accounts.lockout import unlock
from core.strategies import settings as ugel_settings
from core.tenancy.scope import scope
from tests.world import PASSWORD, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    person = make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def demanded(norte_closed):
    with scope(norte_closed):
        ugel_settings.change(name=DEMAND_SECOND_FACTOR, new_value=True)


def signed_in(person):
    client = Client()
    answer = client.post("/cuenta/login/", {"login": person.email, "password": PASSWORD})
    return client, answer.url


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def confirm(client):
    client.post("/cuenta/confirmar/", {"password": PASSWORD})


def set_up(client):
    """Activate the code of the phone in this browser; gives the secret and the codes of paper."""
    confirm(client)
    secret = client.get("/cuenta/segundo-paso/celular/").context["form"].secret
    answer = client.post("/cuenta/segundo-paso/celular/", {"code": code_of(secret)}, follow=True)
    return secret, re.findall(r"<li>(\d{8})</li>", answer.content.decode())


def test_second_factor_is_asked_after_the_password(elmer):
    secret, _ = set_up(signed_in(elmer)[0])

    client, goes_to = signed_in(elmer)
    assert goes_to == "/cuenta/segundo-paso/ingresar/"
    assert client.get("/230008/").status_code == 302

    wrong = client.post(goes_to, {"code": "000000"})
    assert "Ese código no es" in wrong.content.decode()
    right = client.post(goes_to, {"code": code_of(secret)})
    assert (right.url, client.get("/230008/").status_code) == ("/", 200)


def test_secret_is_kept_encrypted(elmer):
    secret, codes = set_up(signed_in(elmer)[0])

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert len(codes) == 10


def test_paper_code_works_once(elmer):
    _, codes = set_up(signed_in(elmer)[0])

    answers = []
    for _ in range(2):
        client, goes_to = signed_in(elmer)
        answers.append(client.post(goes_to, {"code": codes[0]}).status_code)

    assert answers == [302, 200]


def test_guessing_the_second_factor_is_held_back_and_the_head_can_end_it(elmer, settings):
    secret, _ = set_up(signed_in(elmer)[0])
    for number in range(settings.AXES_FAILURE_LIMIT):
        client, goes_to = signed_in(elmer)
        client.post(goes_to, {"code": "000000"}, REMOTE_ADDR=f"190.1.2.{number}")
    client, goes_to = signed_in(elmer)

    held = client.post(goes_to, {"code": code_of(secret)}, REMOTE_ADDR="190.9.9.9")

    assert "Espere 15 minutos" in held.content.decode()
    unlock(elmer)
    assert client.post(goes_to, {"code": code_of(secret)}).status_code == 302


@pytest.mark.parametrize("path", ["", "personas/", "ajustes/", "trabajos/", "api/v1/esquema/"])
def test_ugel_that_demands_it_opens_nothing_to_staff_without_it(elmer, demanded, path):
    client, _ = signed_in(elmer)

    answer = client.get(f"/230008/{path}", follow=True)

    assert answer.redirect_chain == [("/230008/segundo-paso/", 302)]
    assert "Falta un segundo paso" in answer.content.decode()


def test_page_that_asks_leads_to_the_setup_and_everything_opens(elmer, demanded):
    client, _ = signed_in(elmer)
    assert 'href="/cuenta/segundo-paso/"' in client.get("/230008/segundo-paso/").content.decode()
    assert client.get("/cuenta/segundo-paso/").status_code == 200

    set_up(client)

    assert client.get("/230008/").status_code == 200
    assert client.get("/230008/segundo-paso/").url == "/230008/"


def test_taking_the_second_factor_away_closes_the_ugel_again(elmer, demanded):
    client, _ = signed_in(elmer)
    set_up(client)

    client.post("/cuenta/segundo-paso/celular/quitar/")

    assert client.get("/230008/").url == "/230008/segundo-paso/"
    assert not Authenticator.objects.exists()


def test_switching_it_on_reaches_open_sessions_and_off_lets_go(elmer, norte_closed, demanded):
    client, _ = signed_in(elmer)
    assert client.get("/230008/").status_code == 302

    with scope(norte_closed):
        ugel_settings.change(name=DEMAND_SECOND_FACTOR, new_value=False)

    assert client.get("/230008/").status_code == 200


def test_second_factor_of_one_person_does_not_count_for_the_next_in_the_same_browser(elmer, norte_closed, demanded):
    nelly = make_person("nelly", Role.UGEL_SPECIALIST, ugel=norte_closed)
    client, _ = signed_in(elmer)
    set_up(client)

    client.force_login(nelly)

    assert client.get("/230008/").url == "/230008/segundo-paso/"


def test_it_is_demanded_of_staff_only(region, norte_closed, demanded):
    rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte_closed)
    raul = make_person("raul", Role.REGION_READER, region=region)
    clients = [Client(), Client(), Client()]
    clients[0].force_login(rosa)
    clients[1].force_login(raul)
    with scope(norte_closed):
        card = issue_card(user=rosa, by=None).secret
    clients[2].post("/230008/t/", {"code": card})

    assert [client.get("/230008/").status_code for client in clients] == [200, 200, 200]


def test_demand_of_one_ugel_is_not_the_other_ones(elmer, sur, demanded):
    delia = make_person("delia", Role.UGEL_SPECIALIST, ugel=sur)
    client = Client()
    client.force_login(delia)

    assert client.get("/230009/").status_code == 200
