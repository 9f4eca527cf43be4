"""The three figures worked by hand, their zero denominators, and another UGEL beside them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from alliances import services
from alliances.indicators import COVERED, IN_FORCE, RENEWED, named_alliances
from alliances.report_sections import build_alliances
from alliances.tests.factories import make_alliance, make_signed
from commitments.services import Voice, confirm, make_commitment, on_dates
from core.strategies.indicators import Frame
from core.tenancy.scope import scope
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory, TerritoryFactory, freeze_target

CUT = datetime(2026, 6, 30, 12, 0, tzinfo=ZoneInfo("America/Lima"))
HALF = Frame(period_start=date(2026, 1, 1), period_end=date(2026, 6, 30), cut_off=CUT)


def figure(indicator):
    return indicator.achieved(HALF).count(), indicator.eligible(HALF).count() if indicator.eligible else None


def test_in_force_worked_by_hand(norte, elmer):
    """Two hold at the cut-off: one to its very day, one without date. Not so: expired, ended, begun later, an idea."""
    last = make_signed(elmer, date(2025, 1, 1), date(2026, 6, 30), title="Hasta el corte")
    make_signed(elmer, date(2026, 6, 30), None, title="Sin plazo")
    make_signed(elmer, date(2025, 1, 1), date(2026, 6, 29), title="Vencida")
    make_signed(elmer, date(2026, 7, 1), None, title="Después")
    ended = make_signed(elmer, date(2025, 1, 1), None, title="Terminada")
    services.end_alliance(alliance=ended, reason="Cerró", ended_date=date(2026, 6, 30), by=elmer)
    make_alliance(elmer)

    assert figure(IN_FORCE) == (2, None)
    assert named_alliances([last.pk])[last.pk].name == "Hasta el corte"


def test_an_alliance_ended_after_the_cut_off_still_held_at_it(norte, elmer):
    ended = make_signed(elmer, date(2025, 1, 1), None)
    services.end_alliance(alliance=ended, reason="Cerró", ended_date=date(2026, 7, 1), by=elmer)

    assert figure(IN_FORCE) == (1, None)


@pytest.fixture
def three_schools(norte):
    """Two in the district of Ite, one in Ilabaya; all in the ámbito of the year."""
    province = TerritoryFactory(code="2303", name="JORGE BASADRE", kind="province")
    ite, ilabaya = (
        TerritoryFactory(code=code, name=name, kind="district", parent=province)
        for code, name in (("230303", "ITE"), ("230302", "ILABAYA"))
    )
    schools = [SchoolFactory(district=place) for place in (ite, ite, ilabaya)]
    freeze_target(*schools, at=datetime(2026, 1, 2, tzinfo=CUT.tzinfo))
    return schools, ite, province


def test_covered_by_name_or_by_place(three_schools, elmer):
    schools, ite, province = three_schools
    assert figure(COVERED) == (0, 3)

    make_signed(elmer, date(2026, 1, 1), None, schools=[schools[2]])
    assert figure(COVERED) == (1, 3)
    make_signed(elmer, date(2026, 1, 1), date(2026, 5, 1), territory=ite)
    assert figure(COVERED) == (1, 3)
    make_signed(elmer, date(2026, 1, 1), None, territory=ite)
    assert figure(COVERED) == (3, 3)
    make_signed(elmer, date(2026, 1, 1), None, territory=province)
    assert figure(COVERED) == (3, 3)


def test_renewed_worked_by_hand(norte, elmer):
    """Three ran out in the half-year: one renewed in time, one too late, one not. One ended before its date."""
    for title, signed in (("A tiempo", date(2026, 6, 30)), ("Tarde", date(2026, 7, 1))):
        old = make_signed(elmer, date(2025, 1, 1), date(2026, 3, 31), title=title)
        following = services.renew_alliance(alliance=old, by=elmer)
        services.sign_alliance(alliance=following, signed_date=signed, from_date=signed, by=elmer)
    make_signed(elmer, date(2025, 1, 1), date(2026, 3, 31))
    ended = make_signed(elmer, date(2025, 1, 1), date(2026, 3, 31))
    services.end_alliance(alliance=ended, reason="Cerró", ended_date=date(2026, 3, 1), by=elmer)

    assert figure(RENEWED) == (1, 3)


def test_nothing_is_no_share(norte):
    assert (figure(IN_FORCE), figure(RENEWED), figure(COVERED)) == ((0, None), (0, 0), (0, 0))


def test_another_ugel_beside_it(norte, sur, elmer, delia):
    make_signed(elmer, date(2026, 1, 1), None)
    with scope(sur):
        make_signed(delia, date(2026, 1, 1), None)
        make_signed(delia, date(2026, 1, 1), None)
        assert figure(IN_FORCE) == (2, None)

    with scope(norte):
        assert figure(IN_FORCE) == (1, None)


def test_the_section_says_what_the_figures_say(norte, elmer):
    make_signed(elmer, date(2026, 1, 1), None, title="Agua")

    class Report:
        frame, ugel = HALF, norte

    partner = PartnerFactory(created_by=elmer, kind="mine", sector="14031")
    promise = {
        "promiser": "partner",
        "partner": partner,
        "unit": "u",
        "category": "water",
        "valuation_basis": "Factura",
        "by": elmer,
    }
    for valuation in (None, Decimal(500)):
        made = make_commitment(
            school=SchoolFactory(),
            what="Agua",
            parts=on_dates([date(2026, 5, 2)], Decimal(5)),
            valuation=valuation,
            **promise,
        )
        told = {
            "party": Party.PROMISER,
            "recorded_by": elmer,
            "channel": "call",
            "contact": ContactFactory(partner=partner),
        }
        confirm(commitment=made, version=1, voice=Voice.on_behalf(**told), at=CUT)
        if valuation is None:
            assert build_alliances(Report)["kinds"] == [
                {"label": "Empresa minera", "verified": None, "due": None, "unknown": 1}
            ]

    told = build_alliances(Report)
    assert (told["in_force"], told["ran_out"]) == (1, 0)
    assert told["kinds"] == [{"label": "Empresa minera", "verified": 0, "due": 500, "unknown": 1}]
    assert told["sectors"] == [{"label": "Agua para beber", "verified": 0, "due": 500, "unknown": 1}]
    partner.sector = ""
    partner.save()
    assert build_alliances(Report)["sectors"][0]["label"] == "sin sector anotado"
    assert told["rows"][0]["title"] == "Agua"
    assert told["rows"][0]["until"] == "sin plazo"
