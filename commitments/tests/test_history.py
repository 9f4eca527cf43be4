"""The database keeps what the fields of a promise were, whatever wrote them, behind the same wall."""

from datetime import date
from decimal import Decimal

from commitments import services
from commitments.models import Commitment, CommitmentEvent, Instalment, InstalmentEvent
from commitments.services import on_dates
from commitments.services.standing import locked, settle
from core.tenancy.scope import scope

DATES = [date(2026, 5, day) for day in (5, 12, 19)]


def test_old_values_of_a_promise_are_kept(confirmed, voices):
    commitment = confirmed()
    services.could_not(commitment=commitment, reason="Huaico", voice=voices["colonel"])

    kept = CommitmentEvent.objects.filter(id=commitment.pk).order_by("pgh_id")
    assert list(kept.values_list("state", "confirmed_version", "ending_reason")) == [
        ("proposed", None, ""),
        ("confirmed", 1, ""),
    ]


def test_saving_the_same_keeps_nothing(confirmed):
    commitment = confirmed()
    before = CommitmentEvent.objects.count()

    settle(locked(commitment))

    assert CommitmentEvent.objects.count() == before


def test_rows_changed_at_once_are_kept_at_once(confirmed):
    commitment = confirmed(parts=on_dates(DATES, Decimal(10)))

    Instalment.objects.filter(commitment=commitment).update(quantity=12)
    Instalment.objects.filter(commitment=commitment, due_date=DATES[0]).delete()

    kept = InstalmentEvent.objects.order_by("pgh_id").values_list("pgh_label", "due_date", "quantity")
    assert sorted(kept) == [("delete", DATES[0], 12), *(("update", day, 10) for day in DATES)]


def test_another_tenant_sees_none_of_it(confirmed, sur):
    Commitment.objects.filter(pk=confirmed().pk).update(what="Sillas")
    assert CommitmentEvent.objects.exists()

    with scope(sur):
        assert not CommitmentEvent.objects.exists()
