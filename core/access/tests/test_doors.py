import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.access.addresses import client_address
from core.access.enums import KeyEnd
from core.access.models import AccessKey
from core.access.services import wrong_codes
from core.access.services.keys import end_keys, issue_card, issue_mailed_key, issue_spoken_code
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.tenancy.scope import scope
from tests.world import PASSWORD, make_person


@pytest.fixture
def rosa(norte):
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)


@pytest.fixture
def card(rosa, elmer):
    return issue_card(user=rosa, by=elmer)


def enter(code, at="/230008/t/", client=None, **data):
    client = client or Client()
    return client, client.post(at, {"code": code, **data})


def is_in(client):
    return "_auth_user_id" in client.session


def words(answer):
    """The page without what differs from one page to the next anyhow."""
    text = re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"', "", answer.content.decode())
    return answer.status_code, text


def test_opening_the_link_shows_who_it_is_for_and_does_nothing_else(card):
    client = Client()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(card.path)

    assert "Soy Rosa Quispe" in answer.content.decode()
    assert not is_in(client)
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "strict-origin",
    )
    card.key.refresh_from_db()
    assert card.key.first_used_at is None


def test_name_of_the_person_is_not_in_what_a_preview_shows(card):
    page = Client().get(card.path).content.decode()

    assert "Rosa" not in re.search(r"<title>.*?</title>", page, re.S)[0]
    assert "og:" not in page


def test_pressing_enter_opens_a_session_of_180_days(card):
    client, answer = enter(card.secret)

    assert (answer.status_code, answer.url) == (302, "/230008/")
    assert client.get("/230008/").status_code == 200
    assert client.session.get_expiry_age() == 180 * 24 * 60 * 60


@pytest.mark.parametrize("typed", ["{whole}", "{secret}", "{lower}"])
def test_code_is_typed_at_the_ugels_own_page(card, typed):
    whole = card.printed_code
    client, answer = enter(typed.format(whole=whole, secret=card.secret, lower=whole.lower().replace(" ", "-")))

    assert (answer.status_code, is_in(client)) == (302, True)


def test_code_is_typed_where_no_ugel_is_named_and_leads_to_its_own(card):
    client, answer = enter(card.printed_code, at="/entrar/")

    assert (answer.status_code, answer.url, is_in(client)) == (302, "/230008/", True)


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/230008/escuelas/", "/230008/escuelas/"),
        ("/230009/escuelas/", "/230008/"),
        ("https://ejemplo.pe/230008/", "/230008/"),
        ("//ejemplo.pe/230008/", "/230008/"),
    ],
)
def test_after_the_code_the_page_somebody_wanted_opens(card, wanted, goes_to):
    _, answer = enter(card.printed_code, at="/entrar/", next=wanted)

    assert answer.url == goes_to


def test_whatever_is_wrong_with_a_code_the_answer_is_the_same(rosa, elmer, sur, time_machine):
    guardian = make_person("gina", Role.GUARDIAN, ugel=rosa.memberships.get().ugel)
    replaced = issue_card(user=rosa, by=elmer).secret
    issue_card(user=rosa, by=elmer)
    used = issue_spoken_code(user=rosa, by=elmer)
    enter(used.secret)
    withdrawn = issue_card(user=guardian, by=elmer).secret
    guardian.memberships.update(is_active=False)
    with scope(sur):
        foreign = issue_card(user=make_person("sara", Role.SCHOOL_HEAD, ugel=sur), by=None).secret
    unused = issue_spoken_code(user=rosa, by=elmer)
    AccessKey.objects.filter(pk=unused.key.pk).update(
        issued_at=timezone.now() - timedelta(hours=2), expires_at=timezone.now() - timedelta(hours=1)
    )

    answers = [
        words(enter(code)[1])
        for code in (replaced, used.secret, withdrawn, foreign, unused.secret, "7K4M9QXT2BHC", "00000000", "hola")
    ]

    assert {status for status, _ in answers} == {422}
    pages = {re.sub(r'value="[^"]*"', "", page) for _, page in answers}
    assert len(pages) == 1


def test_unknown_ugel_gets_the_same_answer(norte):
    known, unknown = (enter(f"{ugel} 7K4M 9QXT 2BHC", at="/entrar/")[1] for ugel in ("230008", "990001"))

    assert known.status_code == unknown.status_code == 422
    assert known.context["sentence"] == unknown.context["sentence"]


def test_link_that_opens_nothing_is_not_there(rosa, elmer):
    ended = issue_card(user=rosa, by=elmer)
    end_keys(user=rosa, reason=KeyEnd.LOST, by=elmer)

    for secret in (ended.secret, "7K4M9QXT2BHC"):
        answer = Client().get(f"/230008/t/{secret}")
        assert (answer.status_code, "Soy Rosa" in answer.content.decode()) == (404, False)


def test_code_short_enough_to_guess_is_never_shown(rosa, elmer):
    code = issue_spoken_code(user=rosa, by=elmer)

    assert Client().get(code.path).status_code == 404
    assert enter(code.printed_code)[1].status_code == 302


def test_mailed_link_opens_once(rosa):
    link = issue_mailed_key(user=rosa)
    assert "Soy Rosa" in Client().get(link.path).content.decode()

    first, second = enter(link.secret)[1], enter(link.secret)[1]

    assert (first.status_code, second.status_code) == (302, 422)
    assert Client().get(link.path).status_code == 404


def test_guessing_is_answered_429_also_for_the_right_code(card):
    client = Client()
    for _ in range(wrong_codes.MOST_OF_ONE_CODE):
        enter("7K4M9QXT2BHC", client=client)
    for number in range(wrong_codes.MOST_OF_ONE_ADDRESS):
        enter(f"4173{number:04d}", client=client)

    wrong, right = enter("7K4M9QXT2BHC", client=client)[1], enter(card.secret, client=client)[1]

    assert (wrong.status_code, right.status_code, is_in(client)) == (429, 429, False)
    assert "Espere 15 minutos" in right.content.decode()


def test_opening_many_wrong_links_is_held_back_without_writing_a_row(card):
    client = Client()
    for number in range(wrong_codes.MOST_OF_ONE_ADDRESS):
        client.get(f"/230008/t/7K4M9QXT{number + 2222}")

    assert client.get(card.path).status_code == 429
    assert client.get(card.path, REMOTE_ADDR="190.9.9.9").status_code == 200
    assert client.get("/230008/t/").status_code == 200


def test_ending_a_card_ends_its_open_session_at_once(card, rosa, elmer):
    client, _ = enter(card.secret)
    assert client.get("/230008/").status_code == 200

    end_keys(user=rosa, reason=KeyEnd.LOST, by=elmer)

    answer = client.get("/230008/", follow=True)
    assert answer.redirect_chain == [("/entrar/", 302)]
    assert "Pida una nueva a su UGEL" in answer.content.decode()
    assert not is_in(client)


def test_session_ends_with_the_cards_last_day(card, time_machine):
    time_machine.move_to(card.key.expires_at - timedelta(days=1))
    fresh, _ = enter(card.secret)
    assert fresh.get("/230008/").status_code == 200

    time_machine.move_to(card.key.expires_at + timedelta(minutes=1))

    assert fresh.get("/230008/").url == "/entrar/"


def test_replaced_card_ends_the_session_of_the_old_one_only(card, rosa, elmer):
    old, _ = enter(card.secret)
    new, _ = enter(issue_card(user=rosa, by=elmer).secret)

    assert (old.get("/230008/").url, new.get("/230008/").status_code) == ("/entrar/", 200)


def test_used_code_keeps_its_session(rosa, elmer):
    client, _ = enter(issue_spoken_code(user=rosa, by=elmer).secret)

    assert client.get("/230008/").status_code == 200
    assert client.session.get_expiry_age() == 30 * 24 * 60 * 60


def test_card_opens_its_own_ugel_only(card, rosa, sur):
    Membership.objects.create(user=rosa, role=Role.UGEL_HEAD, ugel=sur)
    client, _ = enter(card.secret)

    assert client.get("/230009/").status_code == 404
    assert client.get("/").url == "/230008/"


def test_card_gives_the_rights_of_a_school_although_the_person_heads_the_ugel(card, rosa, norte):
    Membership.objects.create(user=rosa, role=Role.UGEL_HEAD, ugel=norte)
    client, _ = enter(card.secret)

    assert client.get("/230008/personas/").status_code == 403
    client.force_login(rosa)
    assert client.get("/230008/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/cuenta/clave/", "/cuenta/clave/definir/", "/cuenta/correo/", "/cuenta/segundo-paso/", "/cuenta/llaves/nueva/"],
)
def test_card_does_not_open_the_account_behind_the_person(card, rosa, path):
    client, _ = enter(card.secret)

    assert [getattr(client, method)(path).url for method in ("get", "post")] == ["/230008/", "/230008/"]
    rosa.refresh_from_db()
    assert not rosa.has_usable_password()


def test_signing_in_by_password_afterwards_is_bound_to_nothing(card, rosa):
    rosa.set_password(PASSWORD)
    rosa.save()
    client, _ = enter(card.secret)
    client.post("/cuenta/salir/")

    client.post("/cuenta/login/", {"login": rosa.email, "password": PASSWORD})

    assert client.get("/cuenta/clave/").status_code == 200


def test_card_leaves_nothing_of_the_session_before(card, hilda):
    client = Client()
    client.force_login(hilda)
    before = client.session.session_key

    enter(card.secret, client=client)

    assert client.session.session_key != before
    assert client.get("/230008/personas/").status_code == 403


def test_last_use_of_a_card_follows_its_session(card, time_machine):
    client, _ = enter(card.secret)
    later = timezone.now() + timedelta(days=40)
    time_machine.move_to(later)

    client.get("/230008/")

    card.key.refresh_from_db()
    assert card.key.last_used_at == pytest.approx(later, abs=timedelta(minutes=1))


def test_log_lines_do_not_hold_the_secret_of_a_link(card, caplog):
    Client().get(card.path)

    lines = [str(record.msg) for record in caplog.records]
    assert any("GET /230008/t/…" in line for line in lines)
    assert not any(card.secret in line for line in lines)


@pytest.mark.parametrize(
    ("behind_proxy", "meta", "address"),
    [
        (False, {"REMOTE_ADDR": "190.1.2.3", "HTTP_X_FORWARDED_FOR": "10.0.0.1"}, "190.1.2.3"),
        (True, {"REMOTE_ADDR": "172.18.0.2", "HTTP_X_FORWARDED_FOR": "8.8.8.8, 190.1.2.3"}, "190.1.2.3"),
        (True, {"REMOTE_ADDR": "172.18.0.2"}, "172.18.0.2"),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
        (False, {"REMOTE_ADDR": "::ffff:190.1.2.3"}, "190.1.2.3"),
        (True, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "garbage"}, "0.0.0.0"),  # noqa: S104 - what it is counted as
    ],
)
def test_address_of_a_visitor(rf, settings, behind_proxy, meta, address):
    settings.BEHIND_PROXY = behind_proxy

    assert client_address(rf.get("/", **meta)) == address
