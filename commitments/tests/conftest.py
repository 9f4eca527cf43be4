from datetime import date
from decimal import Decimal

import pytest

from commitments import services
from commitments.enums import Promiser
from commitments.services import Voice, on_dates
from core.accounts.enums import Role
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.world import make_person


@pytest.fixture
def school(norte):
    return SchoolFactory(name="IE San Martín")


@pytest.fixture
def rosa(norte, school):
    """Heads the school San Martín."""
    person = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=school, user=person, is_head=True, from_date=date(2026, 1, 1))
    return person


@pytest.fixture
def gino_here(gino, school):
    """The guardian, assigned to San Martín."""
    SchoolStaff.objects.create(school=school, user=gino, kind="witness", from_date=date(2026, 1, 1))
    return gino


@pytest.fixture
def army(norte, hilda):
    return PartnerFactory(name="Ejército del Perú", short_name="Ejército", kind="army", created_by=hilda)


@pytest.fixture
def colonel(army):
    """Coordinates for the army, reached by WhatsApp."""
    return ContactFactory(partner=army, name="Coronel Díaz", search_name="coronel diaz", post="Jefe de estado mayor")


@pytest.fixture
def promise(school, army, colonel, elmer):
    """promise(parts=…): a hundred chairs (or what is given), proposed by the army and written down by elmer."""

    def make(**told):
        told = {
            "school": school,
            "promiser": Promiser.PARTNER,
            "partner": army,
            "what": "Cien sillas",
            "unit": "sillas",
            "category": "furniture",
            "parts": on_dates([date(2026, 5, 12)], Decimal(100)),
            "by": elmer,
            **told,
        }
        return services.make_commitment(**told)

    return make


@pytest.fixture
def confirmed(promise, colonel):
    """A promise the colonel said yes to."""

    def make(**told):
        commitment = promise(**told)
        return services.confirm(commitment=commitment, version=1, voice=Voice.of_contact(colonel))

    return make


@pytest.fixture
def voices(colonel, rosa, elmer, hilda, gino_here):
    """Everybody who may say what came, by name."""
    return {
        "colonel": Voice.of_contact(colonel),
        "rosa": Voice.of_user(rosa, Party.SCHOOL),
        "elmer": Voice.of_user(elmer, Party.UGEL),
        "hilda": Voice.of_user(hilda, Party.UGEL),
        "gino": Voice.of_user(gino_here, Party.GUARDIAN),
    }
