"""Who hears of a date and when: each once, although the job runs again, dies, or somebody presses twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commitments import services
from commitments.enums import Promiser
from commitments.models import Commitment
from commitments.services import on_dates, reminding
from commitments.services.reminding import NobodyToRemind, NothingToRemind, RemindedToday
from core.jobs.services import run_inline
from core.notifications.models import Message
from core.strategies import settings as ugel_settings

REMINDER = r":(remind_before|remind_after|escalated):"


def due(days):
    """One delivery, so many days from today."""
    return on_dates([timezone.localdate() + timedelta(days=days)], Decimal(100))


def reminders():
    rows = Message.objects.filter(key__regex=REMINDER).order_by("id")
    return sorted((row.key.split(":")[2], row.name, row.state) for row in rows)


@pytest.fixture
def run(norte):
    """The job as the worker runs it."""
    return lambda: run_inline("commitments.remind", ugel=norte)


def test_before_the_date_the_contact_and_the_follower_hear_once(confirmed, run, colonel, elmer):
    confirmed(parts=due(7))
    confirmed(parts=due(8))

    assert run() == {"remind_before": 1, "remind_after": 0, "escalated": 0}
    assert run() == {"remind_before": 0, "remind_after": 0, "escalated": 0}

    assert [row[:2] for row in reminders()] == [("remind_before", colonel.name), ("remind_before", elmer.full_name)]
    text = Message.objects.get(key__contains="remind_before", name=colonel.name).body
    assert text.startswith("Le recordamos: Cien sillas, para IE San Martín, fecha ")


def test_nine_dates_of_one_day_are_one_text_and_each_is_called_off_alone(confirmed, run, colonel, elmer, visit):
    made = [confirmed(parts=due(7)) for _ in range(9)]
    run()

    page = visit(elmer, "notifications:hand_over_list").context
    bodies = page["text"].count("Le recordamos")
    assert bodies == Message.objects.filter(key__contains="remind_before", name=colonel.name).count() == 9

    services.cancel(commitment=made[0], reason="Ya no hace falta", by=elmer)
    assert visit(elmer, "notifications:hand_over_list").context["text"].count("Le recordamos") == 8


def test_after_the_date_and_at_last_the_head(confirmed, run, hilda, elmer, colonel):
    confirmed(parts=due(-2))
    confirmed(parts=due(-15))
    confirmed(parts=due(-200))

    assert run() == {"remind_before": 0, "remind_after": 2, "escalated": 1}

    told = [row[:2] for row in reminders()]
    assert (told.count(("escalated", hilda.full_name)), told.count(("remind_after", colonel.name))) == (1, 2)


def test_the_days_are_the_ugels_own(confirmed, run):
    confirmed(parts=due(20))
    assert run()["remind_before"] == 0

    ugel_settings.change(name="commitments.remind_before_days", new_value=20)

    assert run()["remind_before"] == 1


def test_what_came_is_proposed_or_ended_reminds_nobody(promise, confirmed, voices, run, elmer):
    promise(parts=due(-3))
    services.cancel(commitment=confirmed(parts=due(-3)), reason="Ya no", by=elmer)
    arrived = confirmed(parts=due(-3))
    services.attest(instalment=arrived.instalments.get(), voice=voices["rosa"], outcome="delivered")

    assert set(run().values()) == {0}


def test_a_new_date_is_reminded_anew_and_the_old_text_does_not_go_out(confirmed, run, voices, colonel):
    commitment = confirmed(parts=due(5))
    run()

    moved = timezone.localdate() + timedelta(days=6)
    services.reschedule(instalment=commitment.instalments.get(), new_date=moved, reason="Huaico", voice=voices["elmer"])
    run()

    mine = [row for row in reminders() if row[1] == colonel.name]
    assert [state for _step, _name, state in mine] == ["cancelled", "waiting"]


def test_a_reminder_that_waits_for_a_thumb_is_taken_back_when_it_comes(confirmed, run, voices, colonel):
    commitment = confirmed(parts=due(0))
    run()

    services.attest(instalment=commitment.instalments.get(), voice=voices["rosa"], outcome="delivered")

    assert [row[2] for row in reminders() if row[1] == colonel.name] == ["cancelled"]


def test_a_run_that_dies_in_the_middle_goes_on_where_it_was(confirmed, run, monkeypatch, colonel):
    for _ in range(3):
        confirmed(parts=due(3))
    whole, calls = reminding.telling.tell_follower, []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(*args, **kwargs)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(reminding.telling, "tell_follower", dies)
        run()
    assert len([row for row in reminders() if row[1] == colonel.name]) == 1

    assert run()["remind_before"] == 2
    assert len([row for row in reminders() if row[1] == colonel.name]) == 3


def test_a_school_that_promised_hears_it_and_the_ugel_reminds_itself(promise, voices, run, rosa, elmer):
    for promiser in (Promiser.APAFA, Promiser.UGEL):
        mine = promise(promiser=promiser, partner=None, parts=due(2))
        voice = voices["rosa"] if promiser == Promiser.APAFA else voices["elmer"]
        Commitment.objects.filter(pk=mine.pk).update(state="confirmed", confirmed_version=1)
        assert voice

    run()

    told = [name for _step, name, _state in reminders()]
    assert (told.count(rosa.full_name), told.count(elmer.full_name)) == (1, 2)


def test_reminding_by_hand_once_a_day(confirmed, elmer, colonel):
    commitment = confirmed()

    services.remind_now(commitment=commitment, by=elmer)

    with pytest.raises(RemindedToday):
        services.remind_now(commitment=commitment, by=elmer)
    (text,) = Message.objects.filter(key__contains=":remind_now:")
    assert (text.name, text.body.startswith("La fecha era el 12/05/2026")) == (colonel.name, True)


def test_reminding_by_hand_needs_somebody_and_something(promise, confirmed, elmer, colonel):
    with pytest.raises(NothingToRemind):
        services.remind_now(commitment=promise(), by=elmer)
    commitment = confirmed()
    colonel.channel = "none"
    colonel.save()
    with pytest.raises(NobodyToRemind):
        services.remind_now(commitment=commitment, by=elmer)


def test_another_ugel_is_not_reminded(confirmed, sur):
    confirmed(parts=due(3))

    assert set(run_inline("commitments.remind", ugel=sur).values()) == {0}
    assert reminders() == []
