"""The ladder worked by hand, its zero denominator, what came later, and another UGEL beside it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from commitments.enums import Outcome
from commitments.services import Voice, attest, cancel
from core.accounts.enums import Role
from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from dialogues import services
from dialogues.indicators import LADDER
from dialogues.report_sections import build_tables
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory, freeze_target
from tests.queries import queries_of
from tests.world import make_person

LIMA = ZoneInfo("America/Lima")
CUT = datetime(2026, 6, 30, 12, 0, tzinfo=LIMA)
HALF = Frame(period_start=date(2026, 1, 1), period_end=date(2026, 6, 30), cut_off=CUT)
SAT = date(2026, 3, 2)


def ladder(frame=HALF):
    return [step.achieved(frame).count() for step in LADDER]


@pytest.fixture
def colonel(norte, hilda):
    return ContactFactory(partner=PartnerFactory(name="Ejército del Perú", created_by=hilda), role="authorises")


@pytest.fixture
def six(norte):
    schools = SchoolFactory.create_batch(6)
    freeze_target(*schools, at=datetime(2026, 1, 2, tzinfo=LIMA))
    return schools


@pytest.fixture
def sit(elmer, colonel):
    """sit(day, schools): a session of that day whose only agreement is for them; its commitments, school by school."""

    def go(schools, day=SAT, *, has_signed=True, at=None):
        name = f"Mesa del {day}, {len(schools)}, {has_signed}"
        table = services.open_table(name=name, territory=schools[0].district, by=elmer)
        session = services.convene(table=table, session_date=day, place="Local comunal", by=elmer)
        services.note_attendance(session=session, contact=colonel, has_signed=has_signed, by=elmer)
        agreement = services.agree(
            session=session,
            partner=colonel.partner,
            what="Sillas",
            category="furniture",
            quantity=Decimal(10),
            unit="sillas",
            due_date=day + timedelta(days=30),
            schools=schools,
            by=elmer,
            at=at or datetime(day.year, day.month, day.day, 9, tzinfo=LIMA),
        )
        return [link.commitment for link in agreement.links.select_related("commitment").order_by("pk")]

    return go


@pytest.fixture
def say(colonel, norte):
    """say(commitment, "colonel" or "rosa"): that all of it came, at a moment."""
    rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    voices = {"colonel": Voice.of_contact(colonel), "rosa": Voice.of_user(rosa, Party.SCHOOL)}

    def go(commitment, who, quantity=10, at=CUT - timedelta(days=5)):
        attest(
            instalment=commitment.instalments.get(),
            voice=voices[who],
            outcome=Outcome.DELIVERED if quantity else Outcome.NOT,
            quantity=Decimal(quantity),
            seen_date=date(2026, 4, 1),
            at=at,
        )

    return go


def test_the_ladder_worked_by_hand(six, sit, say, elmer):
    """Of six schools five got an agreement, four of them a confirmed one; at three it came, at one two saw it."""
    seen, disputed, said, nothing = sit(six[:4])
    sit(six[4:5], has_signed=False)
    for who in ("colonel", "rosa"):
        say(seen, who)
    say(disputed, "colonel")
    say(disputed, "rosa", 0)
    say(said, "colonel")
    assert nothing.school == six[3]

    assert ladder() == [5, 4, 3, 1]
    assert [step.eligible(HALF).count() for step in LADDER] == [6] * 4
    assert [step.apart["without"][1](HALF).count() for step in LADDER] == [1, 2, 3, 5]
    told = build_tables(SimpleNamespace(frame=HALF))
    assert ([step["count"] for step in told["ladder"]], told["total"]) == ([5, 4, 3, 1], 6)
    assert (told["sittings"], told["attendances"], told["agreements"], len(told["rows"])) == (2, 2, 2, 2)


def test_what_came_after_the_cut_off_changes_no_step(six, sit, say, elmer):
    one, other = sit(six[:2])
    say(one, "colonel")
    before = ladder()

    later = CUT + timedelta(days=1)
    say(one, "rosa", at=later)
    say(other, "colonel", at=later)
    cancel(commitment=other, reason="Se escribió dos veces", by=elmer, at=later)
    sit(six[3:], date(2026, 7, 1))
    sit(six[2:3], has_signed=False, at=later)

    assert before == ladder() == [2, 2, 1, 0]


def test_a_cancelled_agreement_and_a_sitting_of_last_year_do_not_count(six, sit, say, elmer):
    (gone,) = sit(six[:1])
    cancel(commitment=gone, reason="Se escribió dos veces", by=elmer, at=CUT)
    sit(six[1:2], date(2025, 12, 31))

    assert ladder() == [0, 0, 0, 0]


def test_a_school_of_two_agreements_counts_once_and_one_outside_the_ambito_not(six, sit, say):
    outside = SchoolFactory()
    for day in (SAT, SAT + timedelta(days=1)):
        for commitment in sit([six[0], outside], day):
            for who in ("colonel", "rosa"):
                say(commitment, who)

    assert ladder() == [1, 1, 1, 1]


def test_without_an_ambito_there_is_no_denominator(norte):
    assert [step.eligible(HALF).count() for step in LADDER] == [0] * 4


def test_another_ugel_is_counted_apart_and_the_region_reads_both(six, sit, norte, sur):
    sit(six[:2])
    with scope(sur):
        assert ladder() == [0, 0, 0, 0]
    with region_scope([norte, sur]):
        rows = list(LADDER[0].achieved(HALF).values_list("ugel_id", flat=True))
    assert rows == [norte.pk] * 2


def test_the_page_behind_a_school_tells_each_agreement_and_asks_as_often_for_three(visit, elmer, six, sit, norte):
    sit(six[:1])
    few = queries_of(elmer, "dialogues:school_agreements", six[0].pk, ugel=norte)
    for days in (1, 2):
        sit(six[:1], SAT + timedelta(days=days))

    assert len(queries_of(elmer, "dialogues:school_agreements", six[0].pk, ugel=norte)) == len(few) <= 8
    page = visit(elmer, "dialogues:school_agreements", six[0].pk).content.decode()
    assert page.count("Ejército del Perú") == 3 and "Confirmado" in page
    assert "Ninguna mesa acordó" in visit(elmer, "dialogues:school_agreements", six[1].pk).content.decode()
