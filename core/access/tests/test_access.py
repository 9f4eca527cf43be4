import http.client
import time
import uuid

import pytest
from django.db import connection
from django.test import Client

from core.accounts.enums import Role
from core.accounts.models import Membership
from tests.world import make_person, path_of


def test_anonymous_is_asked_to_sign_in_and_comes_back(visit, norte):
    answer = visit(None, "people_list")

    assert (answer.status_code, answer.url) == (302, "/cuenta/login/?next=/230008/personas/")


def test_unknown_ugel_does_not_exist(hilda, norte):
    client = Client()
    client.force_login(hilda)

    assert client.get("/990001/personas/").status_code == 404


def test_tenant_page_outside_a_ugel_does_not_exist(hilda):
    client = Client()
    client.force_login(hilda)

    assert client.get("/personas/").status_code == 404


def test_global_page_inside_a_ugel_is_sent_to_its_place(norte):
    answer = Client().get("/230008/cuenta/login/?next=/x/")

    assert (answer.status_code, answer.url) == (302, "/cuenta/login/?next=/x/")


def test_withdrawn_membership_ends_at_once(hilda, visit, norte):
    other = make_person("otra", Role.UGEL_HEAD, ugel=norte)
    assert visit(other, "people_list").status_code == 200

    visit(hilda, "people_withdraw", other.memberships.get().pk, method="post")

    assert visit(other, "people_list").status_code == 404


def test_sign_in_locks_after_repeated_failures(hilda, settings):
    hilda.set_password("agua limpia 2026")
    hilda.save()
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/cuenta/login/", {"login": hilda.email, "password": "no es esta"})

    answer = client.post("/cuenta/login/", {"login": hilda.email, "password": "agua limpia 2026"})

    assert answer.status_code in (403, 429)
    assert "_auth_user_id" not in client.session


def test_sign_in_with_email_and_password(hilda):
    hilda.set_password("agua limpia 2026")
    hilda.save()
    client = Client()

    answer = client.post("/cuenta/login/", {"login": "HILDA@example.pe", "password": "agua limpia 2026"})

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/", follow=True).redirect_chain == [("/230008/", 302)]


def test_nobody_signs_up_alone(db):
    assert "password1" not in Client().get("/cuenta/registro/").content.decode()
    Client().post(
        "/cuenta/registro/", {"email": "x@example.pe", "password1": "lluvia en Ite", "password2": "lluvia en Ite"}
    )
    assert not Membership.objects.filter(user__email="x@example.pe").exists()


@pytest.mark.django_db(transaction=True)
def test_slow_body_is_read_before_the_transaction_opens(live_server, region, monkeypatch):
    from core.tenancy.services import create_ugel
    from tests.world import as_owner

    with as_owner():
        ugel = create_ugel(code="230008", name="UGEL Norte", region=region)
    head = make_person("hilda", Role.UGEL_HEAD, ugel=ugel)
    client = Client()
    client.force_login(head)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", "-c idle_in_transaction_session_timeout=400")
    client.get("/230008/personas/nueva/")
    token = client.cookies["csrftoken"].value
    told = f"submission={uuid.uuid4()}&full_name=Nora+Paz&email=nora@example.pe&role=ugel_specialist"
    body = f"csrfmiddlewaretoken={token}&{told}".encode()

    phone = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=20)
    phone.putrequest("POST", path_of("people_invite", ugel=ugel))
    for name, value in {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Cookie": f"csrftoken={token}; sessionid={client.cookies['sessionid'].value}",
    }.items():
        phone.putheader(name, value)
    phone.endheaders(body[:20])
    time.sleep(1.2)
    phone.send(body[20:])

    assert phone.getresponse().status == 302
    assert Membership.objects.filter(user__email="nora@example.pe").count() == 1
