"""Districts with an active network worked by hand, its edges, the report, and another UGEL beside it."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from core.strategies import settings as ugel_settings
from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from networks import services
from networks.indicators import ACTIVE, MEETINGS
from networks.models import ACTIVE_DAYS
from networks.report_sections import build_networks
from networks.tests.factories import (
    lead,
    make_active,
    make_district,
    make_meeting,
    make_member,
    make_network,
    plan,
)
from schools.tests.factories import SchoolFactory, freeze_target

NOW = datetime(2026, 9, 15, 12, tzinfo=ZoneInfo("America/Lima"))
TODAY = date(2026, 9, 15)
DISTRICTS = {"230301": "LOCUMBA", "230302": "ILABAYA", "230303": "ITE", "230304": "SIN RED"}


def frame(at=NOW + timedelta(minutes=5), start=date(2026, 1, 1)):
    return Frame(period_start=start, period_end=date(2026, 12, 31), cut_off=at)


def share(**when):
    asked = frame(**when)
    return ACTIVE.achieved(asked).count(), ACTIVE.eligible(asked).count()


def apart(key, **when):
    return sorted(row.district.name for row in ACTIVE.apart[key][1](frame(**when)).select_related("district"))


@pytest.fixture
def valley(norte):
    """Two schools of the ámbito in each of four districts; one school in none."""
    districts = {code: make_district(code, name) for code, name in DISTRICTS.items()}
    schools = [SchoolFactory(district=one) for one in districts.values() for _twice in range(2)]
    freeze_target(*schools, SchoolFactory(district=None), at=NOW - timedelta(days=250))
    return districts


def test_two_of_four_by_hand_and_what_stands_beside_it(norte, valley, elmer):
    for code in ("230301", "230302"):
        make_active(elmer, district=valley[code], name=DISTRICTS[code])
    make_network(elmer, district=valley["230303"], name="Ite")

    assert share() == (2, 4)
    assert apart("sleeping") == ["ITE"]
    assert apart("without") == ["SIN RED"]


@pytest.mark.parametrize(("days", "counts"), [(-179, 1), (-180, 0)])
def test_a_meeting_counts_while_it_is_less_than_the_days_old(norte, valley, elmer, days, counts):
    network = make_network(elmer, district=valley["230301"])
    member = make_member(elmer, network)
    lead(elmer, network, member, days=190)
    make_meeting(elmer, network, days=days, came=[member])

    assert share() == (counts, 4)


def test_the_days_are_the_ugels(norte, valley, elmer):
    make_active(elmer, district=valley["230301"])
    assert share() == (1, 4)
    ugel_settings.change(name=ACTIVE_DAYS, new_value=20)
    assert share() == (0, 4)
    ugel_settings.change(name=ACTIVE_DAYS, new_value=21)
    assert share() == (1, 4)


def test_a_meeting_nobody_is_noted_at_does_not_count(norte, valley, elmer):
    network = make_network(elmer, district=valley["230301"])
    lead(elmer, network, make_member(elmer, network))
    make_meeting(elmer, network)
    assert (share(), MEETINGS.achieved(frame()).count()) == ((0, 4), 0)


def test_nothing_told_after_the_cut_off_counts_and_what_held_then_still_does(norte, valley, elmer):
    network = make_active(elmer, district=valley["230301"])
    yesterday = NOW - timedelta(days=1)
    assert share(at=NOW - timedelta(days=21)) == (0, 4)
    assert share(at=NOW - timedelta(days=19)) == (1, 4)

    # closed, left and struck today: the figure of yesterday stays
    services.strike_attendance(attendance=network.meetings.get().attendances.get(), reason="No vino", by=elmer)
    services.end_member(member=network.members.get(), to_date=TODAY - timedelta(days=9), reason="x", by=elmer)
    services.close_network(network=network, closed_date=TODAY - timedelta(days=5), reason="x", by=elmer)
    assert share() == (0, 4)
    assert share(at=yesterday) == (1, 4)


def test_a_network_without_coordinator_sleeps(norte, valley, elmer):
    network = make_active(elmer, district=valley["230301"])
    services.end_member(member=network.members.get(), to_date=TODAY - timedelta(days=1), reason="x", by=elmer)

    assert share() == (0, 4)
    assert apart("sleeping") == ["LOCUMBA"]


def test_without_a_frozen_ambito_there_is_no_denominator(norte, elmer):
    make_active(elmer)

    assert share() == (0, 0)


def test_districts_are_named_and_open_their_network(norte, valley, elmer):
    network = make_active(elmer, district=valley["230301"])
    ids = list(ACTIVE.eligible(frame()).values_list("pk", flat=True))

    named = {member.name: member.url for member in ACTIVE.named(ids).values()}
    assert named == {"Locumba": network.get_absolute_url(), "Ilabaya": "", "Ite": "", "Sin Red": ""}


def test_the_report_tells_every_district(norte, valley, elmer, doctor):
    network = make_active(elmer, district=valley["230301"])
    plan(elmer, network, make_member(elmer, network, contact=doctor))
    told = build_networks(SimpleNamespace(frame=frame()))

    assert (told["active"], told["total"], told["meetings"], told["attendances"]) == (1, 4, 1, 1)
    rows = {row["district"]: (row["state"], row["meetings"], row["kept"], row["promised"]) for row in told["rows"]}
    assert rows["Locumba"] == ("Activa", 1, 0, 1)
    assert rows["Ite"] == ("", None, None, None)


def test_meetings_are_named_by_their_network_and_place(norte, valley, elmer):
    make_active(elmer, district=valley["230301"])
    (meeting,) = MEETINGS.achieved(frame())

    member = MEETINGS.named([meeting.pk])[meeting.pk]
    assert (member.name, member.place) == ("Red local de Locumba · 26/08/2026", "Local comunal, Locumba")


def test_another_ugel_is_counted_apart_and_the_region_reads_both(norte, sur, valley, elmer):
    make_active(elmer, district=valley["230301"])
    with scope(sur):
        freeze_target(SchoolFactory(district=valley["230301"]), at=NOW - timedelta(days=250))
        assert share() == (0, 1)
    with region_scope([norte, sur]):
        parts = [ACTIVE.eligible, ACTIVE.achieved, MEETINGS.achieved, *(rows for _label, rows in ACTIVE.apart.values())]
        found = [sorted(rows(frame()).values_list("ugel_id", flat=True)) for rows in parts]
    assert found == [[norte.pk] * 4 + [sur.pk], [norte.pk], [norte.pk], [], [norte.pk] * 3 + [sur.pk]]
