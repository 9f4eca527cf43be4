from datetime import timedelta

import pytest
from django.utils import timezone

from core.access import codes
from core.access.enums import KeyEnd, KeyKind
from core.access.models import AccessKey, WrongCodes
from core.access.services import keys, wrong_codes
from core.access.services.keys import end_keys, issue_card, issue_spoken_code, present, use_key
from core.access.services.wrong_codes import TooManyWrongCodes
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.audit.models import Entry
from core.tenancy.scope import scope
from tests.world import make_person

HERE, THERE = "190.1.2.3", "190.9.9.9"


@pytest.fixture
def rosa(norte):
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)


def tried(secret, times, address=HERE):
    return [present(secret=secret, address=address) for _ in range(times)]


def test_card_opens_and_only_its_hash_is_kept(rosa, elmer):
    issued = issue_card(user=rosa, by=elmer)

    assert present(secret=issued.secret, address=HERE) == issued.key
    kept = [str(row) for model in (AccessKey, Entry) for row in model.objects.values()]
    assert not any(issued.secret in row for row in kept)
    assert issued.printed_code.replace(" ", "") == f"230008{issued.secret}"
    assert issued.path == f"/230008/t/{issued.secret}"


def test_card_is_read_however_it_is_typed(rosa, elmer):
    issued = issue_card(user=rosa, by=elmer)

    typed = codes.without_ugel(f" {issued.printed_code.lower().replace(' ', '-')} ", issued.key.ugel)

    assert present(secret=typed, address=HERE) == issued.key


def test_whole_code_is_taken_apart_for_ugels_of_six_digits_and_districts_of_eight():
    assert codes.taken_apart("230008 7K4M-9QXT-2BHC") == [codes.TypedCode("230008", "7K4M9QXT2BHC")]
    assert codes.taken_apart("41705236 4173 9026") == [codes.TypedCode("41705236", "41739026")]
    assert codes.taken_apart("230008") == []


def test_new_card_ends_the_one_before(rosa, elmer):
    first = issue_card(user=rosa, by=elmer)
    second = issue_card(user=rosa, by=elmer)

    assert (present(secret=first.secret, address=HERE), present(secret=second.secret, address=HERE)) == (
        None,
        second.key,
    )
    first.key.refresh_from_db()
    assert first.key.end_reason == KeyEnd.REPLACED


def test_page_sent_twice_does_not_make_the_printed_card_worthless(rosa, elmer):
    asked_at = timezone.now()
    printed = issue_card(user=rosa, by=elmer, asked_at=asked_at)

    with pytest.raises(keys.IssuedSince):
        issue_card(user=rosa, by=elmer, asked_at=asked_at)

    assert present(secret=printed.secret, address=HERE) == printed.key


def test_card_stops_when_it_expires(rosa, elmer, time_machine):
    issued = issue_card(user=rosa, by=elmer)

    time_machine.move_to(issued.key.expires_at + timedelta(seconds=1))

    assert present(secret=issued.secret, address=HERE) is None


def test_card_stops_with_the_persons_role(rosa, elmer):
    issued = issue_card(user=rosa, by=elmer)

    rosa.memberships.update(is_active=False)

    assert present(secret=issued.secret, address=HERE) is None


def test_staff_of_the_ugel_get_no_card(hilda, elmer):
    for person in (hilda, elmer):
        with pytest.raises(keys.NotForCards):
            issue_card(user=person, by=hilda)
    assert not AccessKey.objects.exists()


def test_card_of_another_tenant_does_not_open(rosa, elmer, sur):
    issued = issue_card(user=rosa, by=elmer)

    with scope(sur):
        # She works there too: still the card is Norte's.
        Membership.objects.create(user=rosa, role=Role.SCHOOL_HEAD, ugel=sur)
        assert present(secret=issued.secret, address=HERE) is None


def test_spoken_code_opens_once(rosa, elmer):
    issued = issue_spoken_code(user=rosa, by=elmer)
    key = present(secret=issued.secret, address=HERE)

    assert use_key(key=key) == key
    assert (use_key(key=key), present(secret=issued.secret, address=HERE)) == (None, None)


def test_spoken_code_is_gone_after_ten_minutes(rosa, elmer, time_machine):
    issued = issue_spoken_code(user=rosa, by=elmer)

    time_machine.move_to(timezone.now() + timedelta(minutes=10, seconds=1))

    assert present(secret=issued.secret, address=HERE) is None


def test_second_spoken_code_ends_the_unused_first(rosa, elmer):
    first = issue_spoken_code(user=rosa, by=elmer)
    issue_spoken_code(user=rosa, by=elmer)

    assert present(secret=first.secret, address=HERE) is None


def test_ended_keys_do_not_open_and_it_is_on_record(rosa, elmer):
    card, code = issue_card(user=rosa, by=elmer), issue_spoken_code(user=rosa, by=elmer)

    assert end_keys(user=rosa, reason=KeyEnd.LOST, by=elmer) == 2

    assert [present(secret=one.secret, address=HERE) for one in (card, code)] == [None, None]
    ended = Entry.objects.filter(verb="access.key_ended").order_by("id").values_list("data__kind", "data__reason")
    assert sorted(ended) == [("card", "lost"), ("spoken", "lost")]


def test_coming_in_is_noted_for_the_key_and_at_this_ugel_only(rosa, elmer, sur):
    there = Membership.objects.create(user=rosa, role=Role.GUARDIAN, ugel=sur)
    issued = issue_card(user=rosa, by=elmer)

    key = use_key(key=issued.key)

    assert key.last_used_at == key.first_used_at == rosa.memberships.get(ugel=key.ugel).last_sign_in_at
    there.refresh_from_db()
    assert there.last_sign_in_at is None


def test_address_that_guesses_is_held_back_even_with_the_right_card(rosa, elmer):
    issued = issue_card(user=rosa, by=elmer)
    for number in range(wrong_codes.MOST_OF_ONE_ADDRESS):
        assert present(secret=f"7K4M9QXT{number:04d}".replace("0", "2").replace("1", "3"), address=HERE) is None

    with pytest.raises(TooManyWrongCodes):
        present(secret=issued.secret, address=HERE)
    assert present(secret=issued.secret, address=THERE) == issued.key


def test_one_code_tried_from_many_addresses_is_held_back(rosa, elmer):
    for number in range(wrong_codes.MOST_OF_ONE_CODE):
        present(secret="41739026", address=f"190.1.2.{number}")

    with pytest.raises(TooManyWrongCodes):
        present(secret="41739026", address=THERE)


def test_guessing_from_everywhere_leaves_each_address_one_try(rosa, elmer, monkeypatch):
    monkeypatch.setattr(wrong_codes, "MANY_AT_ONE_UGEL", 6)
    issued = issue_card(user=rosa, by=elmer)
    for number in range(6):
        present(secret=f"4173902{number}", address=f"190.1.2.{number}")

    with pytest.raises(TooManyWrongCodes):
        present(secret=issued.secret, address="190.1.2.1")
    assert present(secret=issued.secret, address=THERE) == issued.key


def test_held_back_ends_after_the_window_and_outlives_the_cache(rosa, elmer, time_machine, settings):
    issued = issue_card(user=rosa, by=elmer)
    tried("41739026", wrong_codes.MOST_OF_ONE_CODE)
    # Another corner of the cache: to clear it would empty that of the tests beside this one.
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": "emptied"}}

    with pytest.raises(TooManyWrongCodes):
        present(secret="41739026", address=HERE)
    time_machine.move_to(timezone.now() + wrong_codes.WINDOW + timedelta(seconds=1))
    assert present(secret=issued.secret, address=HERE) == issued.key


def test_wrong_codes_of_one_ugel_do_not_hold_back_at_another(rosa, elmer, sur):
    tried("41739026", wrong_codes.MOST_OF_ONE_CODE)

    with scope(sur):
        assert present(secret="41739026", address=HERE) is None


def test_old_counts_are_forgotten(norte, time_machine):
    tried("41739026", 1)
    time_machine.move_to(timezone.now() + timedelta(days=2))
    tried("55555555", 1)

    assert wrong_codes.forget_old_counts() == 1  # the address and the UGEL began anew
    assert WrongCodes.objects.count() == 3


def test_card_made_with_an_earlier_secret_key_still_opens(rosa, elmer, settings):
    issued = issue_card(user=rosa, by=elmer)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one, long enough", [settings.SECRET_KEY]

    assert present(secret=issued.secret, address=HERE) == issued.key


@pytest.mark.parametrize("kind", KeyKind)
def test_secrets_are_plausible_and_differ(kind):
    made = {codes.make_secret(kind) for _ in range(50)}

    assert len(made) == 50
    assert all(codes.plausible(secret) for secret in made)
