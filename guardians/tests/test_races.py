"""Two people at the same moment, each on a connection of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.enums import Outcome
from commitments.models import Attestation
from commitments.services import Voice, attest
from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from guardians import services
from guardians.models import Guardian, Sample, Visit
from guardians.tests.factories import make_code, make_delivery, make_guardian, make_visit
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.races import at_once
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


class Place:
    """A school with gino as its guardian, and ten chairs the army promised it."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.gino = make_person("gino", Role.GUARDIAN, ugel=ugel)
            self.school = SchoolFactory()
            self.army = PartnerFactory(name="Ejército", created_by=self.elmer)
            contact = ContactFactory(partner=self.army)
            self.watcher = make_guardian(self.elmer, user=self.gino, schools=[self.school])
            self.delivery = make_delivery(self.elmer, contact=contact, school=self.school)

    def visit(self):
        with scope(self.ugel):
            return make_visit(self.elmer, self.watcher, self.school, instalment=self.delivery)

    def tie(self):
        return services.declare_tie(guardian=self.watcher, partner=self.army, kind="works", by=self.elmer)

    def tell(self, visit, outcome=Outcome.DELIVERED):
        today = timezone.localdate()
        return services.tell_visit(visit=visit, by=self.gino, outcome=outcome, seen_date=today)

    def count(self, **states):
        with scope(self.ugel):
            return Visit.objects.filter(**states).count()


@pytest.fixture
def place(norte_closed):
    return Place(norte_closed)


def refusals(outcomes):
    return sorted(type(one).__name__ for one in outcomes if isinstance(one, DomainError))


def test_a_tie_is_declared_while_the_visit_is_assigned(place):
    today = timezone.localdate()

    def assign():
        return services.assign_visit(
            guardian=place.watcher, school=place.school, instalment=place.delivery, due_date=today, by=place.elmer
        )

    met = at_once(place.ugel, assign, place.tie)

    # Assigned first it is called off; tied first it is refused. Never is there a visit to do.
    assert refusals(met) in ([], ["ConflictOfInterest"])
    assert place.count(state="pending") == 0


def test_a_tie_is_declared_while_the_guardian_speaks(place):
    visit = place.visit()

    met = at_once(place.ugel, lambda: place.tell(visit), place.tie)

    with scope(place.ugel):
        said = Attestation.objects.filter(party=Party.GUARDIAN).count()
    # Spoken before the tie the word stands; tied first the visit is off.
    assert (said, refusals(met)) in ((1, []), (0, ["VisitOver"]))


def test_a_tie_is_declared_while_they_speak_on_the_promises_page(place):
    def speak():
        voice = Voice.of_user(place.gino, Party.GUARDIAN)
        return attest(instalment=place.delivery, voice=voice, outcome=Outcome.DELIVERED)

    met = at_once(place.ugel, speak, place.tie)

    with scope(place.ugel):
        said = Attestation.objects.count()
    assert (said, refusals(met)) in ((1, []), (0, ["ConflictOfInterest"]))


def test_a_visit_is_told_on_two_telephones_and_counts_once(place):
    visit = place.visit()
    met = at_once(place.ugel, lambda: place.tell(visit), lambda: place.tell(visit, Outcome.NOT))
    assert refusals(met) == ["VisitOver"]
    with scope(place.ugel):
        assert Attestation.objects.count() == 1


def test_the_visit_and_the_promises_page_at_once_do_not_block_each_other(place):
    visit = place.visit()

    def speak():
        voice = Voice.of_user(place.gino, Party.GUARDIAN)
        return attest(instalment=place.delivery, voice=voice, outcome=Outcome.DELIVERED)

    met = at_once(place.ugel, speak, lambda: place.tell(visit))

    assert refusals(met) in ([], ["VisitOver"])
    assert place.count(state="done") == 1


def test_two_specialists_accept_the_same_person(place):
    with scope(place.ugel):
        ana = make_person("ana", Role.GUARDIAN, ugel=place.ugel)
        make_code(place.elmer)
    today = timezone.localdate()

    def accept():
        told = {"user": ana, "schools": [place.school], "from_date": today, "signed_date": today}
        return services.accept(by=place.elmer, **told)

    met = at_once(place.ugel, accept, accept)

    assert refusals(met) == ["AcceptedAlready"]
    with scope(place.ugel):
        assert Guardian.objects.filter(user=ana).count() == 1


def test_two_draws_at_once_give_each_delivery_to_one(place):
    today = timezone.localdate()
    told = {"period_start": today - timedelta(days=30), "period_end": today, "visit_by": today, "by": place.elmer}

    met = at_once(place.ugel, *[lambda: services.draw_sample(measure="count", amount=1, **told)] * 2)

    assert refusals(met) == ["NothingToDraw"]
    with scope(place.ugel):
        assert (Sample.objects.count(), Visit.objects.count()) == (1, 1)


def test_they_end_while_a_visit_is_assigned(place):
    today = timezone.localdate()
    met = at_once(
        place.ugel,
        lambda: services.assign_visit(guardian=place.watcher, school=place.school, due_date=today, by=place.elmer),
        lambda: services.end(guardian=place.watcher, reason="Se muda", by=place.elmer),
    )
    assert refusals(met) in ([], ["NotAGuardianThere"])
    assert place.count(state="pending") == 0
