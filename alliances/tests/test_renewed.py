"""An alliance whose renewal was signed reads «Renovada por …» wherever it is shown, and nobody is reminded of it."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from alliances import services
from alliances.enums import AllianceState
from alliances.models import Alliance
from alliances.selectors import expired_open, expiring_soon
from alliances.tests.factories import make_signed
from core.jobs.services import run_inline
from core.notifications.models import Message
from partners.tests.factories import PartnerFactory
from schools.tests.factories import SchoolFactory

LAST = timezone.localdate() - timedelta(days=10)


@pytest.fixture
def partner(norte, hilda):
    return PartnerFactory(created_by=hilda)


@pytest.fixture
def school(norte):
    return SchoolFactory()


@pytest.fixture
def old(elmer, partner, school):
    """Over ten days ago."""
    first = LAST - timedelta(days=365)
    return make_signed(elmer, first, LAST, title="Convenio viejo", partners=[partner], schools=[school])


@pytest.fixture
def renewed(old, elmer):
    return renew(old, elmer, LAST + timedelta(days=1))


def renew(old, by, day, until=None, reference="Convenio 009"):
    following = services.renew_alliance(alliance=old, by=by)
    return services.sign_alliance(
        alliance=following, signed_date=LAST, from_date=day, to_date=until, reference=reference, by=by
    )


def test_list_page_and_tabs_name_what_follows_it(old, renewed, partner, school, elmer, visit):
    pages = [
        ("alliance_list",),
        ("alliance_detail", old.pk),
        ("partner_alliances", partner.pk),
        ("school_alliances", school.pk),
    ]
    shown = [visit(elmer, f"alliances:{name}", *args).content.decode() for name, *args in pages]

    assert ["Renovada por Convenio 009" in page for page in shown] == [True] * 4


def test_filters_and_counts_know_it_as_renewed(old, renewed, elmer, visit):
    day = timezone.localdate()
    states = {state: set(Alliance.objects.in_state(state, day)) for state in AllianceState}
    assert {state: found for state, found in states.items() if found} == {
        AllianceState.RENEWED: {old},
        AllianceState.IN_FORCE: {renewed},
    }
    assert (expired_open().count(), expiring_soon().count()) == (0, 0)
    for query, titles in (("state=renewed", [old]), ("state=expired", []), ("agenda=over", [])):
        rows = visit(elmer, "alliances:alliance_list", query=query).context["table"].rows
        assert [row.record for row in rows] == titles


def test_only_talked_about_again_it_is_still_expired(old, elmer):
    services.renew_alliance(alliance=old, by=elmer)

    assert (Alliance.objects.get(pk=old.pk).status, expired_open().count()) == (AllianceState.EXPIRED, 1)


def test_what_came_to_nothing_before_it_was_signed_leaves_room_for_another(old, elmer, visit):
    following = services.renew_alliance(alliance=old, by=elmer)
    with pytest.raises(services.RenewedAlready):
        services.renew_alliance(alliance=old, by=elmer)
    services.end_alliance(alliance=following, reason="Se preparó por error", by=elmer)

    assert "Tiene una renovación" not in visit(elmer, "alliances:alliance_detail", old.pk).content.decode()
    again = services.renew_alliance(alliance=old, by=elmer)
    assert (again.renews, expired_open().count()) == (old, 1)


def test_a_renewal_holds_longer_than_what_it_renews(old, elmer):
    for until in (date(2024, 2, 1), LAST):
        with pytest.raises(services.RenewsNothing, match="más allá de ese día"), transaction.atomic():
            renew(old, elmer, date(2024, 1, 1), until)
    early = renew(old, elmer, LAST - timedelta(days=5), LAST + timedelta(days=300))

    assert early.status == AllianceState.IN_FORCE


def test_one_that_is_only_prepared_does_not_silence_the_reminder(norte, elmer):
    today = timezone.localdate()
    ending = make_signed(elmer, date(2026, 1, 1), today + timedelta(days=30), title="Agua")
    services.renew_alliance(alliance=ending, by=elmer)

    assert list(expiring_soon()) == [ending]


def test_without_number_the_next_one_is_named_by_its_title(old, elmer):
    renew(old, elmer, LAST + timedelta(days=1), reference="")

    assert Alliance.objects.get(pk=old.pk).state_words == "Renovada por Convenio viejo"


def test_nobody_is_reminded_of_what_is_renewed_already(norte, elmer):
    """One that ends in thirty days and is followed by a signed one, beside one that nothing follows."""
    today = timezone.localdate()
    last = today + timedelta(days=30)
    followed = make_signed(elmer, date(2026, 1, 1), last, title="Agua")
    renew(followed, elmer, last + timedelta(days=1))
    make_signed(elmer, date(2026, 1, 1), last, title="Techos")
    run_inline("alliances.remind", ugel=norte)

    bodies = set(Message.objects.filter(kind="alliances.expiring").values_list("body", flat=True))
    assert ["«Techos»" in body for body in bodies] == [True]
