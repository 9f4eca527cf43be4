"""Vehicles and drivers as lists show them, and what of theirs ends between two days."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from transport import rule
from transport.models import Document, Driver, Vehicle


def vehicles() -> QuerySet[Vehicle]:
    """With `route_count`, owners and papers at hand; those in use first."""
    rows = Vehicle.objects.select_related("partner").prefetch_related("documents")
    return rows.annotate(route_count=Count("routes")).order_by("-is_active", "name", "pk")


def drivers() -> QuerySet[Driver]:
    return Driver.objects.annotate(route_count=Count("routes")).order_by("-is_active", "name", "pk")


@dataclass(frozen=True)
class Ending:
    """A paper, a licence or a credential that ends on a day, and the vehicle or a route to renew it at."""

    day: date
    what: str
    url: str


def expiring_between(first: date, last: date) -> list[Ending]:
    """What ends and nothing longer stands for: papers of vehicles in use, licence and credential of who drives a route.

    A CAT does what a SOAT does, so the longer of the two speaks.
    """
    later = Document.objects.filter(vehicle=OuterRef("vehicle"), expires__gt=OuterRef("expires"))
    insured = Q(kind__in=rule.INSURANCE) & Exists(later.filter(kind__in=rule.INSURANCE))
    papers = Document.objects.filter(expires__range=(first, last), vehicle__is_active=True)
    papers = papers.exclude(Exists(later.filter(kind=OuterRef("kind")))).exclude(insured)
    papers = papers.select_related("vehicle").order_by("expires", "pk")
    found = [Ending(one.expires, f"{one} · {one.vehicle}", one.vehicle.get_absolute_url()) for one in papers]
    for name in ("licence_expires", "credential_expires"):
        driving = Driver.objects.filter(**{f"{name}__range": (first, last)}, is_active=True)
        for driver in driving.prefetch_related("routes").order_by(name, "pk"):
            # The route's name stands for who drives it: names of people are read on their page alone.
            found += [Ending(getattr(driver, name), str(one), one.get_absolute_url()) for one in driver.routes.all()]
    return found
