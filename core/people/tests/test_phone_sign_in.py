import pytest
from django.test import Client

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.people.services import lockouts
from core.people.services.people import set_phone, withdraw_person
from core.tenancy.scope import scope
from tests.world import PASSWORD, make_person

SHARED = "Si comparte ese teléfono con otra persona"


@pytest.fixture
def nora(norte):
    """She has a telephone and no e-mail."""
    person = make_person("nora", Role.SCHOOL_HEAD, ugel=norte)
    person.email = None
    person.set_password(PASSWORD)
    person.save()
    set_phone(user=person, phone="+51952000001", by=None)
    return person


def sign_in(login, password=PASSWORD):
    client = Client()
    return client, client.post("/cuenta/login/", {"login": login, "password": password})


@pytest.mark.parametrize("typed", ["952 000 001", "+51 952-000-001", "952000001"])
def test_telephone_and_password_open_the_account(nora, typed):
    client, answer = sign_in(typed)

    assert (answer.status_code, client.session.get("_auth_user_id")) == (302, str(nora.pk))


def test_telephone_of_two_people_with_one_password_opens_neither_account(nora, norte):
    other = make_person("otra", Role.SCHOOL_MEMBER, ugel=norte)
    other.set_password(PASSWORD)
    other.save()
    set_phone(user=other, phone="+51952000001", by=None)

    client, answer = sign_in("952000001")

    assert SHARED in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_of_two_who_share_a_telephone_the_password_tells_who_comes_in(nora, sur):
    """Another UGEL can keep nobody out by knowing the same number."""
    for name, password in (("delia", "otra-clave-2026"), ("sin clave", None)):
        with scope(sur):
            other = make_person(name, Role.SCHOOL_MEMBER, ugel=sur)
            other.set_password(password)
            other.save()
            set_phone(user=other, phone="+51952000001", by=None)

    assert sign_in("952000001")[0].session.get("_auth_user_id") == str(nora.pk)
    assert sign_in("952000001", "ninguna")[1].status_code == 200


def test_telephone_of_somebody_who_left_is_the_next_ones(nora, norte):
    former = make_person("antes", Role.SCHOOL_HEAD, ugel=norte)
    set_phone(user=former, phone="+51952000001", by=None)
    withdraw_person(membership=former.memberships.get(), by=None)

    assert sign_in("952000001")[0].session.get("_auth_user_id") == str(nora.pk)


def test_telephone_taken_back_opens_no_more(nora):
    set_phone(user=nora, phone=None, by=None)

    assert "_auth_user_id" not in sign_in("952000001")[0].session


def test_telephone_another_ugel_knows_opens_too(nora, sur):
    Membership.objects.create(user=nora, role=Role.SCHOOL_MEMBER, ugel=sur)
    with scope(sur):
        set_phone(user=nora, phone="+996555123456", by=None)

    assert "_auth_user_id" in sign_in("+996 555 123 456")[0].session


def test_wrong_passwords_after_a_telephone_pause_it_and_the_head_can_end_it(nora, hilda, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in("952 000 001", "no es esta")

    assert sign_in("+51952000001")[1].status_code in (403, 429)
    assert lockouts.is_locked(nora)
    lockouts.unlock(membership=nora.memberships.get(), by=hilda)
    assert sign_in("952000001")[1].status_code == 302


def test_what_is_neither_says_what_to_type(db):
    answer = sign_in("nora quispe")[1]

    assert "Escriba su correo completo" in answer.content.decode()
