from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from networks import services
from networks.enums import Sector
from networks.models import Meeting
from networks.services import Person
from schools.tests.factories import TerritoryFactory


def make_district(code="230301", name="LOCUMBA"):
    return TerritoryFactory(code=code, name=name)


def make_network(by, *, district=None, days=300, name="Red local de Locumba", **told):
    """Founded so many days ago, with nobody in it."""
    founded = timezone.localdate() - timedelta(days=days)
    told = {"founded_date": founded, "at": timezone.now() - timedelta(days=days), **told}
    return services.found_network(territory=district or make_district(), name=name, by=by, **told)


def make_member(by, network, *, contact=None, user=None, school=None, name="Flora Ticona", days=200, **told):
    """Somebody in it for so many days: by hand unless a contact or a user is given."""
    institution = told.pop("institution", "Puesto de salud")
    person = Person(name=name, institution="" if contact or user else institution, contact=contact, user=user)
    person = Person(
        **{**vars(person), "school": school, "phone": told.pop("phone", ""), "email": told.pop("email", "")}
    )
    told = {"sector": Sector.HEALTH, "from_date": timezone.localdate() - timedelta(days=days), **told}
    return services.add_member(network=network, person=person, by=by, **told)


def lead(by, network, member, *, days=100):
    """It is coordinated by that member since so many days."""
    since = timezone.localdate() - timedelta(days=days)
    at = timezone.now() - timedelta(days=days)
    return services.name_coordinator(network=network, member=member, since_date=since, by=by, at=at)


def make_meeting(by, network, *, days=-20, came=(), **told):
    """So many days from today, with these members on its list since that day."""
    day: date = timezone.localdate() + timedelta(days=days)
    told = {"place": "Local comunal", "meeting_date": day, **told}
    meeting = services.convene(network=network, by=by, at=min(timezone.now(), _noon(days)), **told)
    if came:
        services.note_members(meeting=meeting, members=came, by=by, at=_noon(days))
    return Meeting.objects.with_state().get(pk=meeting.pk)


def make_active(by, **told):
    """A network with a coordinator who came to a meeting twenty days ago."""
    network = make_network(by, **told)
    member = make_member(by, network)
    lead(by, network, member)
    make_meeting(by, network, came=[member])
    return network


def plan(by, network, member, *, days=30, **told):
    """A task due in so many days, for the whole district unless schools are given."""
    due = timezone.localdate() + timedelta(days=days)
    told = {"what": "Campaña de vacunación", "category": "safety", "unit": "campaña", "quantity": Decimal(1), **told}
    return services.plan_task(network=network, member=member, due_date=due, by=by, **told)


def _noon(days):
    return timezone.now() + timedelta(days=min(days, 0))
