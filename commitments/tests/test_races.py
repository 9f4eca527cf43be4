"""Two people, or one person twice, at the same moment: real transactions, real threads, and the sentence each reads."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from commitments import services
from commitments.enums import ManyAction, Outcome, Promiser
from commitments.models import Attestation, CalendarFeed, Commitment, Confirmation, Thanks, Version
from commitments.services import Part, Voice, every_week
from core.accounts.enums import Role
from core.notifications.models import Message
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.world import make_person, path_of

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAYS = every_week([1], first=date(2026, 5, 1), last=date(2026, 5, 31), quantity=Decimal(1000))


CHAIRS = [Part(date(2026, 5, 12), Decimal(100))]
MOVED_ON = "El compromiso cambió mientras usted lo veía. Vuelva a abrirlo para ver cómo está."


class Ground:
    """A school, its director, a specialist and an army with its colonel, committed for other threads to see."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            self.school = SchoolFactory()
            SchoolStaff.objects.create(school=self.school, user=self.rosa, from_date=date(2026, 1, 1))
            self.army = PartnerFactory(created_by=self.elmer)
            self.colonel = Voice.of_contact(ContactFactory(partner=self.army))
            self.director = Voice.of_user(self.rosa, Party.SCHOOL)

    def promise(self, parts=CHAIRS, *, is_confirmed=True):
        with scope(self.ugel):
            made = services.make_commitment(
                school=self.school,
                promiser=Promiser.PARTNER,
                partner=self.army,
                what="Cien sillas",
                unit="sillas",
                category="furniture",
                parts=parts,
                by=self.elmer,
            )
            return services.confirm(commitment=made, version=1, voice=self.colonel) if is_confirmed else made

    def at_once(self, *acts):
        """What each act gave, or the sentence it was refused with, all starting together."""
        start = Barrier(len(acts))

        def one(act):
            start.wait()
            try:
                with scope(self.ugel):
                    act()
            except DomainError as error:
                return str(error)
            finally:
                connection.close()
            return "ok"

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    def stands(self, commitment):
        with scope(self.ugel):
            commitment.refresh_from_db()
            return commitment.state, commitment.delivered_quantity, commitment.verified_quantity


@pytest.fixture
def ground(norte_closed):
    return Ground(norte_closed)


def test_two_witnesses_at_once_are_both_heard(ground):
    commitment = ground.promise()
    with scope(ground.ugel):
        instalment = commitment.instalments.get()
    told = {"instalment": instalment, "outcome": Outcome.DELIVERED}

    answers = ground.at_once(
        lambda: services.attest(voice=ground.colonel, **told), lambda: services.attest(voice=ground.director, **told)
    )

    assert (answers, ground.stands(commitment)) == (["ok", "ok"], ("verified", 100, 100))


def test_the_same_witness_four_times_at_once_is_one_word(ground):
    commitment = ground.promise()
    with scope(ground.ugel):
        instalment = commitment.instalments.get()

    def act():
        services.attest(instalment=instalment, voice=ground.director, outcome=Outcome.DELIVERED)

    assert ground.at_once(act, act, act, act) == ["ok"] * 4
    with scope(ground.ugel):
        assert Attestation.objects.count() == 1


def test_the_partner_confirms_while_the_ugel_changes_it(ground):
    """Whoever comes second reads what happened; never is a yes to the old terms a yes to the new ones."""
    commitment = ground.promise(is_confirmed=False)
    terms = {"what": "Ochenta sillas", "unit": "sillas", "parts": [Part(date(2026, 5, 19), Decimal(80))]}

    answers = ground.at_once(
        lambda: services.confirm(commitment=commitment, version=1, voice=ground.colonel),
        lambda: services.change_promise(commitment=commitment, reason="x", version=1, by=ground.elmer, **terms),
    )

    assert answers in (
        ["ok", "ok"],
        ["Lo prometido cambió mientras usted lo leía. Lea cómo quedó y confírmelo otra vez.", "ok"],
    )
    with scope(ground.ugel):
        row = Commitment.objects.get()
        assert (row.state, row.version, row.is_confirmed, row.quantity) == ("proposed", 2, False, 80)


def test_two_people_change_it_at_once_and_one_is_told(ground):
    commitment = ground.promise()
    new = {"what": "Sillas", "unit": "sillas", "reason": "x", "version": 1, "by": ground.elmer}

    def change(quantity):
        parts = [Part(date(2026, 5, 19), Decimal(quantity))]
        return lambda: services.change_promise(commitment=commitment, parts=parts, **new)

    answers = ground.at_once(change(80), change(60))

    assert sorted(answers) == [
        "El compromiso cambió mientras usted lo veía. Vuelva a abrirlo para ver cómo está.",
        "ok",
    ]
    with scope(ground.ugel):
        assert Version.objects.count() == 2


def test_confirmed_four_times_at_once_is_one_yes(ground):
    commitment = ground.promise(is_confirmed=False)

    def act():
        services.confirm(commitment=commitment, version=1, voice=ground.colonel)

    assert ground.at_once(act, act, act, act) == ["ok"] * 4
    with scope(ground.ugel):
        assert Confirmation.objects.count() == 1


def test_by_month_and_by_day_at_once_the_day_stands(ground):
    commitment = ground.promise(TUESDAYS)
    with scope(ground.ugel):
        first = commitment.instalments.in_order()[0]

    answers = ground.at_once(
        lambda: services.attest_month(commitment=commitment, month=date(2026, 5, 1), voice=ground.director),
        lambda: services.attest(instalment=first, voice=ground.director, outcome=Outcome.NOT),
    )

    assert (answers, ground.stands(commitment)) == (["ok", "ok"], ("in_progress", 3000, 0))


def test_cancelled_while_somebody_witnesses_never_leaves_both(ground):
    commitment = ground.promise()
    with scope(ground.ugel):
        instalment = commitment.instalments.get()

    answers = ground.at_once(
        lambda: services.cancel(commitment=commitment, reason="x", by=ground.elmer),
        lambda: services.attest(instalment=instalment, voice=ground.director, outcome=Outcome.DELIVERED),
    )

    said = answers[1] == "ok"
    assert (answers[0], ground.stands(commitment)) == ("ok", ("cancelled", 100 if said else 0, 0))


def test_the_same_form_posted_four_times_at_once_counts_once(ground):
    commitment = ground.promise()
    with scope(ground.ugel):
        instalment = commitment.instalments.get()
    data = {"instalment": instalment.pk, "outcome": "delivered", "seen_date": "2026-05-12", "submission": uuid.uuid4()}
    client = Client()
    client.force_login(ground.rosa)
    cookie = client.cookies["sessionid"].value
    path = path_of("commitments:commitment_attest", commitment.pk, ugel=ground.ugel)
    statuses = []

    def post():
        one = Client()
        one.cookies["sessionid"] = cookie
        statuses.append(one.post(path, data).status_code)

    ground.at_once(post, post, post, post)

    # Whoever comes while the first is under way is asked to come again; nobody is told twice.
    assert set(statuses) <= {302, 503}
    with scope(ground.ugel):
        assert Attestation.objects.count() == 1


def test_numbers_follow_each_other_when_many_write_at_once(ground):
    def act():
        services.make_commitment(
            school=ground.school,
            promiser=Promiser.UGEL,
            what="Pintar",
            unit="aulas",
            category="premises",
            parts=[Part(date(2026, 5, 12), Decimal(1))],
            by=ground.elmer,
        )

    assert ground.at_once(act, act, act, act) == ["ok"] * 4
    with scope(ground.ugel):
        assert sorted(Commitment.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_two_who_cancel_the_same_ones_in_another_order_both_end(ground):
    one, other = ground.promise(), ground.promise()

    def act(*chosen):
        return lambda: services.do_to_many(
            action=ManyAction.CANCEL, commitments=chosen, reason="Dos veces", by=ground.elmer
        )

    assert ground.at_once(act(one, other), act(other, one)) == ["ok", "ok"]
    assert [ground.stands(commitment)[0] for commitment in (one, other)] == ["cancelled", "cancelled"]


def test_two_workers_that_remind_at_once_write_one_text(ground):
    ground.promise([Part(timezone.localdate() + timedelta(days=3), Decimal(100))])

    class Run:
        ugel = ground.ugel

        def progress(self, *said):
            """Nobody looks on."""

    def act():
        services.remind_due(Run())

    assert ground.at_once(act, act, act) == ["ok"] * 3
    with scope(ground.ugel):
        told = Message.objects.filter(key__contains=":remind_before:").values_list("name", flat=True)
        assert sorted(told) == sorted({*told})
        assert len(told) == 2


def test_the_secret_address_asked_for_four_times_at_once_is_one(ground):
    def act():
        services.make_feed(user=ground.rosa)

    assert ground.at_once(act, act, act, act) == ["ok"] * 4
    with scope(ground.ugel):
        assert CalendarFeed.objects.count() == 1


def test_two_heads_who_thank_at_once_issue_one_paper(ground):
    commitment = ground.promise()
    with scope(ground.ugel):
        for voice in (ground.colonel, ground.director):
            services.attest(instalment=commitment.instalments.get(), voice=voice, outcome=Outcome.DELIVERED)

    def act():
        services.thank_for_promise(partner=ground.army, group_number=commitment.group_number, by=ground.elmer)

    assert ground.at_once(act, act, act) == ["ok"] * 3
    with scope(ground.ugel):
        assert [one.document.number for one in Thanks.objects.select_related("document")] == [1]
