from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from livelihoods import services
from livelihoods.enums import EnterpriseKind, Purpose
from livelihoods.services import Share
from schools.enums import TerritoryKind
from schools.tests.factories import SchoolFactory, TerritoryFactory

CHILDREN, MEALS, REINVESTMENT = Purpose.CHILDREN, Purpose.MEALS, Purpose.REINVESTMENT


def make_village(code="2303010011", name="CHIPE", *, district=None, school=True):
    """A populated centre of Locumba with a school, or without."""
    district = district or TerritoryFactory()
    village = TerritoryFactory(code=code, name=name, kind=TerritoryKind.POPULATED_CENTRE, parent=district)
    if school:
        SchoolFactory(name=f"IE de {name}", district=district, centre=name, centre_code=code)
    return village


def make_group(by, village=None, *, days=300):
    """Formed so many days ago, and told that day."""
    day, at = _ago(days)
    return services.form_group(village=village or make_village(), formed_date=day, by=by, at=at)


def make_enterprise(by, group, *, kind=EnterpriseKind.GREENHOUSE, days=250, **told):
    day, at = _ago(days)
    return services.open_enterprise(group=group, kind=kind, opened_date=day, by=by, at=at, **told)


def tell_month(by, enterprise, month=8, *, net="1000", shares=None, **told):
    """A month's income, all of it for the children of the group's own village unless said otherwise."""
    net = None if net is None else Decimal(net)
    if shares is None:
        shares = [Share(enterprise.group.village_id, CHILDREN, net)]
    first = date(2026, month, 1)
    days = {"from_date": first, "to_date": (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)}
    return services.tell_income(enterprise=enterprise, net=net, shares=shares, by=by, **days, **told)


def _ago(days):
    return timezone.localdate() - timedelta(days=days), timezone.now() - timedelta(days=days)
