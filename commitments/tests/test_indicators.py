"""The four figures worked by hand, their zero denominators, and another UGEL beside them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from commitments import services
from commitments.enums import Outcome
from commitments.indicators import DISAGREEMENTS, FULFILMENT, VALUE, WAITING, said
from commitments.services import Voice, on_dates
from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory

CUT = datetime(2026, 6, 30, 12, 0, tzinfo=ZoneInfo("America/Lima"))
MAY = Frame(period_start=date(2026, 5, 1), period_end=date(2026, 6, 30), cut_off=CUT)
BEFORE = CUT - timedelta(days=40)


@pytest.fixture
def due_on(confirmed_at):
    """due_on(5, 12): a promise of a hundred chairs on each of these days of May, agreed before."""

    def make(*days, **told):
        return confirmed_at(BEFORE, parts=on_dates([date(2026, 5, day) for day in days], Decimal(100)), **told)

    return make


@pytest.fixture
def confirmed_at(promise, colonel):
    def make(at, **told):
        commitment = promise(at=at, **told)
        return services.confirm(commitment=commitment, version=1, voice=Voice.of_contact(colonel), at=at)

    return make


def say(commitment, voice, quantity=100, *, of=0, at=CUT - timedelta(days=10)):
    outcome = Outcome.DELIVERED if quantity else Outcome.NOT
    services.attest(
        instalment=commitment.instalments.in_order()[of],
        voice=voice,
        outcome=outcome,
        quantity=Decimal(quantity),
        seen_date=date(2026, 6, 1),
        at=at,
    )


def figure(indicator):
    """(counted, out of how many), or for a ratio the two sums of what is known."""
    if indicator.amounts:
        pairs = list(indicator.amounts(MAY).values_list("numerator_amount", "denominator_amount"))
        known = [pair for pair in pairs if None not in pair]
        return (sum(top for top, _ in known), sum(bottom for _, bottom in known)) if known else (None, None)
    return indicator.achieved(MAY).count(), indicator.eligible(MAY).count() if indicator.eligible else None


def apart(indicator):
    return {key: rows(MAY).count() for key, (_label, rows) in indicator.apart.items()}


def test_fulfilment_worked_by_hand(due_on, confirmed_at, promise, voices, norte, elmer):
    """Seven fell due: two verified in time, two wait (one came too late), one disputed, one could not, one nothing."""
    two = due_on(5, 12)
    for name in ("colonel", "rosa"):
        say(two, voices[name], of=0)
        say(two, voices[name], 95, of=1)
    late = due_on(19)
    say(late, voices["colonel"])
    say(late, voices["rosa"], at=CUT + timedelta(hours=1))
    say(due_on(19), voices["colonel"])
    disputed = due_on(20)
    say(disputed, voices["colonel"])
    say(disputed, voices["rosa"], 0)
    services.could_not(commitment=due_on(21), reason="Huaico", voice=voices["colonel"], at=CUT)
    due_on(22)
    # Not in the denominator: cancelled, never confirmed, confirmed too late, due outside the period.
    services.cancel(commitment=due_on(23), reason="Dos veces", by=elmer, at=CUT)
    promise()
    confirmed_at(CUT + timedelta(days=1))
    confirmed_at(BEFORE, parts=on_dates([date(2026, 7, 7)], Decimal(1)))

    assert (figure(FULFILMENT), apart(FULFILMENT)) == ((2, 7), {"waiting": 2, "disputed": 1, "could_not": 1})
    assert (figure(WAITING), figure(DISAGREEMENTS)) == ((2, None), (1, None))


def test_what_happened_after_the_cut_off_changes_no_figure_of_it(due_on, voices, elmer, norte):
    """One waited and one was disputed, of one nobody spoke; afterwards all was seen, and all three cancelled."""
    waiting, disputed, unspoken = due_on(5), due_on(6), due_on(7)
    for one in (waiting, disputed):
        say(one, voices["colonel"])
    say(disputed, voices["rosa"], 0)
    before = (figure(FULFILMENT), figure(WAITING), figure(DISAGREEMENTS), figure(VALUE), said(MAY).count())

    say(unspoken, voices["colonel"], at=CUT + timedelta(days=1))
    for one in (waiting, disputed, unspoken):
        say(one, voices["rosa"], at=CUT + timedelta(days=1))
        services.cancel(commitment=one, reason="Dos veces", by=elmer, at=CUT + timedelta(days=2))

    assert (before[:3], before[4]) == (((0, 3), (1, None), (1, None)), 2)
    after = (figure(FULFILMENT), figure(WAITING), figure(DISAGREEMENTS), figure(VALUE), said(MAY).count())
    assert after == before


def test_value_is_what_two_saw_of_what_was_due(due_on, voices, norte):
    """1 000 were due and 95 of the 100 chairs were seen: 950. The promise without a valuation is listed, not summed."""
    chairs = due_on(5, valuation=Decimal(1000), valuation_basis="Factura")
    for name in ("colonel", "rosa"):
        say(chairs, voices[name], 95)
    unknown = due_on(6)

    assert figure(VALUE) == (Decimal("950.00"), Decimal("1000.00"))
    assert VALUE.amounts(MAY).get(pk=unknown.pk).denominator_amount is None


def test_value_of_a_promise_that_goes_on_after_the_period(confirmed_at, voices, norte):
    """1 000 for two hundred chairs, half of them due in the period: 500; more than was due counts as what was due."""
    parts = on_dates([date(2026, 5, 5), date(2026, 9, 1)], Decimal(100))
    commitment = confirmed_at(BEFORE, parts=parts, valuation=Decimal(1000), valuation_basis="Factura")
    for name in ("colonel", "rosa"):
        say(commitment, voices[name], 120)

    assert figure(VALUE) == (Decimal("500.00"), Decimal("500.00"))


def test_nothing_due_is_no_data(norte):
    figures = [figure(one) for one in (FULFILMENT, WAITING, DISAGREEMENTS, VALUE)]

    assert figures == [(0, 0), (0, None), (0, None), (None, None)]


def test_another_ugel_is_counted_apart(due_on, voices, norte, sur, hilda):
    due_on(5)
    with scope(sur):
        army = PartnerFactory(created_by=hilda)
        colonel = Voice.of_contact(ContactFactory(partner=army))
        theirs = services.make_commitment(
            school=SchoolFactory(),
            promiser="partner",
            partner=army,
            what="Agua",
            unit="litros",
            category="water",
            parts=on_dates([date(2026, 5, 5)], Decimal(100)),
            valuation=Decimal(80),
            valuation_basis="Factura",
            by=hilda,
            at=BEFORE,
        )
        services.confirm(commitment=theirs, version=1, voice=colonel, at=BEFORE)
        say(theirs, colonel)
        say(theirs, Voice(party=Party.COMMUNITY, name="Julia Mamani"))

    assert (figure(FULFILMENT), figure(VALUE)) == ((0, 1), (None, None))
    with region_scope([norte, sur]):
        assert (figure(FULFILMENT), figure(VALUE)) == ((1, 2), (Decimal("80.00"), Decimal("80.00")))
