from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from core.jobs.models import Dispatch
from core.notifications.enums import Channel, MessageState, Rhythm
from core.notifications.hours import next_allowed, next_digest
from core.notifications.models import Message
from core.notifications.services import Recipient, call_off, hand_over, save_preference, tell
from core.notifications.services.telling import AlreadyHandedOver
from core.tenancy.scope import scope

LIMA = ZoneInfo("America/Lima")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=LIMA)
NIGHT = datetime(2026, 11, 23, 22, 30, tzinfo=LIMA)
WORDS = {"subject": "Su pedido fue aceptado", "body": "Lo ve el Ejército, fecha 12/05.", "why": "Usted lo registró."}


def rows():
    return list(Message.objects.order_by("id").values_list("name", "channel", "state", "address"))


def tell_rosa(user=None, **changes):
    rosa = Recipient(name="Rosa", email="rosa@example.pe", user=user)
    return tell([rosa], **{"kind": "needs.accepted", "key": "need:1:accepted", **WORDS, **changes})


def test_tell_writes_one_message_each_over_the_channel_each_has(norte):
    people = [
        Recipient(name="Rosa", email="rosa@example.pe", phone="+51952000001"),
        Recipient(name="Gino", phone="+51952000002"),
        Recipient(name="Ana"),
    ]

    tell(people, kind="needs.accepted", key="need:1:accepted", **WORDS)

    assert rows() == [
        ("Rosa", Channel.MAIL, MessageState.WAITING, "rosa@example.pe"),
        ("Gino", Channel.WHATSAPP, MessageState.WAITING, "+51952000002"),
        ("Ana", Channel.PAGE, MessageState.SENT, ""),
    ]


def test_the_same_event_told_again_changes_nothing(norte):
    for _ in range(3):
        tell_rosa()

    assert len(rows()) == 1
    assert Dispatch.objects.filter(kind="notifications.deliver").count() == 1


@time_machine.travel(NIGHT, tick=False)
def test_quiet_hours_keep_it_until_morning_but_not_what_is_urgent(norte):
    tell_rosa()
    tell_rosa(key="need:2:danger", urgent=True)

    assert list(Message.objects.order_by("id").values_list("due_at", flat=True)) == [
        datetime(2026, 11, 24, 7, 0, tzinfo=LIMA),
        NIGHT,
    ]


@time_machine.travel(NOON, tick=False)
def test_daily_summary_waits_for_the_morning(elmer):
    save_preference(user=elmer, rhythm=Rhythm.DAILY, quiet_from=time(20), quiet_until=time(7))

    tell_rosa(user=elmer)

    told = Message.objects.get()
    assert (told.is_digest, told.due_at) == (True, datetime(2026, 11, 24, 7, 30, tzinfo=LIMA))


def test_who_wants_no_mail_reads_it_on_the_page_except_what_is_urgent(elmer):
    save_preference(user=elmer, rhythm=Rhythm.NEVER, quiet_from=time(20), quiet_until=time(7))

    tell_rosa(user=elmer)
    tell_rosa(user=elmer, key="need:2:danger", urgent=True)

    assert [row[1:3] for row in rows()] == [("page", "sent"), ("mail", "waiting")]


def test_call_off_takes_back_only_what_was_not_sent(norte):
    tell_rosa()
    tell([Recipient(name="Ana")], kind="x", key="need:1:accepted", **WORDS)

    assert call_off(key="need:1:accepted") == 1
    assert [row[2] for row in rows()] == [MessageState.CANCELLED, MessageState.SENT]


def test_hand_over_is_noted_once(norte, elmer, hilda):
    (message,) = tell([Recipient(name="Gino", phone="+51952000002")], kind="x", key="k", **WORDS)
    message = Message.objects.get()

    hand_over(message=message, by=elmer)
    with pytest.raises(AlreadyHandedOver, match="Otra persona ya envió"):
        hand_over(message=message, by=hilda)

    assert Message.objects.get().sent_by == elmer


def test_messages_of_another_tenant_do_not_exist(norte, sur):
    tell_rosa()
    with scope(sur):
        tell_rosa()

        assert len(rows()) == 1


@pytest.mark.parametrize(
    ("moment", "start", "end", "allowed"),
    [
        (NOON, time(20), time(7), NOON),
        (NIGHT, time(20), time(7), datetime(2026, 11, 24, 7, 0, tzinfo=LIMA)),
        (NIGHT + timedelta(hours=5), time(20), time(7), datetime(2026, 11, 24, 7, 0, tzinfo=LIMA)),
        (NOON, time(12), time(14), datetime(2026, 11, 23, 14, 0, tzinfo=LIMA)),
        (NIGHT, time(7), time(7), NIGHT),
        (datetime(2026, 11, 24, 7, 0, tzinfo=LIMA), time(20), time(7), datetime(2026, 11, 24, 7, 0, tzinfo=LIMA)),
    ],
)
def test_next_allowed(moment, start, end, allowed):
    assert next_allowed(moment, quiet_from=start, quiet_until=end, zone="America/Lima") == allowed


def test_next_digest_is_in_the_ugels_own_morning():
    moment = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.get_fixed_timezone(0))

    assert next_digest(moment, zone="Asia/Bishkek") == datetime(2026, 11, 24, 7, 30, tzinfo=ZoneInfo("Asia/Bishkek"))
