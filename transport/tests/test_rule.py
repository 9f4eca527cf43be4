"""Papers, licence, age and what is on board, each at its edge."""

from datetime import date, timedelta

import pytest

from transport import rule
from transport.enums import Direction, Equipment, LicenceClass, PaperKind, PaperState, SafetyState, Said, VehicleKind

TODAY = date(2026, 9, 16)
DAY = timedelta(days=1)
ALL_ON_BOARD = tuple(Equipment)
GOOD = rule.Driver(LicenceClass.A_IIB, TODAY + 400 * DAY)


def van(*, soat=400, citv=400, kind=VehicleKind.VAN, insurance=PaperKind.SOAT, year=2020, equipment=ALL_ON_BOARD):
    days = ((insurance, soat), (PaperKind.CITV, citv))
    papers = [rule.Paper(name, TODAY + left * DAY) for name, left in days if left is not None]
    return rule.Vehicle(kind, year, equipment, papers)


def state(vehicle, driver=GOOD):
    return rule.judge(vehicle, driver, day=TODAY).state


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (31, SafetyState.SAFE),
        (30, SafetyState.EXPIRING),
        (0, SafetyState.EXPIRING),
        (-1, SafetyState.UNSAFE),
        (None, SafetyState.UNKNOWN),
    ],
)
def test_a_paper_holds_on_its_last_day_and_takes_safe_away_on_the_next(left, expected):
    assert state(van(soat=left)) == expected
    assert state(van(citv=left)) == expected


def test_a_cat_does_what_a_soat_does_and_the_newest_speaks():
    assert state(van(insurance=PaperKind.CAT)) == SafetyState.SAFE
    old = rule.Paper(PaperKind.SOAT, TODAY - 90 * DAY)
    vehicle = van(insurance=PaperKind.CAT)
    assert state(rule.Vehicle(vehicle.kind, 2020, ALL_ON_BOARD, [old, *vehicle.papers])) == SafetyState.SAFE


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (LicenceClass.A_I, SafetyState.UNSAFE),
        (LicenceClass.A_IIA, SafetyState.UNSAFE),
        (LicenceClass.A_IIB, SafetyState.SAFE),
        (LicenceClass.A_IIIC, SafetyState.SAFE),
        (LicenceClass.BOAT, SafetyState.UNSAFE),
        ("", SafetyState.UNKNOWN),
    ],
)
def test_a_licence_is_a_iib_or_higher(licence, expected):
    assert state(van(), rule.Driver(licence, TODAY + 400 * DAY)) == expected


def test_an_expired_licence_or_credential_counts_and_no_credential_does_not():
    assert state(van(), rule.Driver(LicenceClass.A_IIB, TODAY - DAY)) == SafetyState.UNSAFE
    assert state(van(), rule.Driver(LicenceClass.A_IIB, None)) == SafetyState.UNKNOWN
    assert state(van(), rule.Driver(LicenceClass.A_IIB, TODAY + 99 * DAY, TODAY - DAY)) == SafetyState.UNSAFE
    assert state(van(), None) == SafetyState.UNKNOWN


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2006, SafetyState.SAFE), (2005, SafetyState.UNSAFE), (None, SafetyState.UNKNOWN)],
)
def test_a_vehicle_is_twenty_years_old_at_most(year, expected):
    assert state(van(year=year)) == expected


def test_what_is_missing_on_board_is_named_and_nobody_having_looked_is_unknown():
    without = [one for one in Equipment if one != Equipment.BELTS]
    verdict = rule.judge(van(equipment=without), GOOD, day=TODAY)

    assert verdict.state == SafetyState.UNSAFE
    assert [str(point.detail) for point in verdict.against] == ["falta: Cinturón en todos los asientos"]
    assert state(van(equipment=None)) == SafetyState.UNKNOWN


def test_an_expired_paper_outweighs_what_nobody_knows():
    verdict = rule.judge(van(soat=-1, equipment=None), None, day=TODAY)

    assert verdict.state == SafetyState.UNSAFE
    assert {point.state for point in verdict.against} == {PaperState.EXPIRED, PaperState.MISSING}


def test_boats_have_their_own_papers_and_bicycles_none():
    certificate = rule.Paper(PaperKind.BOAT, TODAY + 99 * DAY)
    boat = rule.Vehicle(VehicleKind.BOAT, None, ALL_ON_BOARD, [certificate])
    assert state(boat, rule.Driver(LicenceClass.BOAT, TODAY + 99 * DAY)) == SafetyState.SAFE
    assert state(boat, GOOD) == SafetyState.UNSAFE
    assert state(rule.Vehicle(VehicleKind.BICYCLES), None) == SafetyState.SAFE
    assert rule.judge(None, GOOD, day=TODAY).state == SafetyState.NO_VEHICLE


def test_a_lost_way_in_loses_a_day_for_each_pupil_and_a_lost_way_home_none():
    # 12 + 12 of the two mornings; the late one and the evening lose none.
    words = [
        (Direction.ENTRADA, Said.ABSENT, 12),
        (Direction.ENTRADA, Said.ABSENT, 12),
        (Direction.ENTRADA, Said.LATE, 12),
        (Direction.SALIDA, Said.ABSENT, 9),
        (Direction.ENTRADA, Said.NO_CLASS, 12),
    ]
    assert rule.pupil_days_lost(words) == 24
