"""Leilek as the deck of «Жеткиликтүү мектеп» tells it, by ayil aymak.

The deck's own: how many enterprises of which kind, families, children, meals, and that 12 communities have income.
Invented: in which village each stands, how the families are shared among them, and every day. No amount of money is
printed, so none is written: the incomes are told with their amounts unknown.
"""

from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone

from core.strategies.demo import Demo
from core.tenancy.scope import scope
from livelihoods import services
from livelihoods.enums import EnterpriseKind, Purpose, SupportKind
from livelihoods.models import InitiativeGroup
from livelihoods.services import Share
from schools.enums import TerritoryKind
from schools.models import School, Territory

RAYON = "41705236"
GREENHOUSE, SEWING, CONFECTIONERY, CARPET, _OTHER, CENTRE = EnterpriseKind
FORMED, OPENED, COUNTED, HELPED = date(2014, 8, 18), date(2014, 10, 6), date(2015, 6, 30), date(2015, 5, 20)
EARNED = (date(2015, 1, 1), date(2015, 6, 30))
FED_SCHOOLS = 3


class Aymak(NamedTuple):
    """What the deck prints of one: (kind, families) of each enterprise, one a village; children, of them disabled."""

    code: str
    enterprises: tuple[tuple[EnterpriseKind, int], ...]
    children: int
    disabled: int | None = None


AYMAKS = (
    Aymak(
        "804", ((GREENHOUSE, 9), (GREENHOUSE, 9), (GREENHOUSE, 8), (GREENHOUSE, 8), (SEWING, 9)), 46, 5
    ),  # Бешкент, 43
    Aymak("806", ((CONFECTIONERY, 5), (CARPET, 3)), 84),  # Маргун, 8
    Aymak("818", ((GREENHOUSE, 3),), 70),  # Катран, 3
    Aymak("808", ((CONFECTIONERY, 5), (GREENHOUSE, 4), (SEWING, 5)), 74, 3),  # Жаңы-Жер, 14
)


def load_district(demo: Demo) -> None:
    """Tell them once, through the services people use."""
    with scope(demo.ugel):
        if InitiativeGroup.objects.exists():
            return
        by = demo.people["specialist"]
        for aymak in AYMAKS:
            _tell(aymak, by)
        _feed(by)
    demo.say("livelihoods: 16 groups, 11 enterprises and a centre")


def _tell(aymak: Aymak, by) -> None:
    place = Territory.objects.get(code=f"{RAYON}{aymak.code}000")
    villages = Territory.objects.filter(parent=place, kind=TerritoryKind.VILLAGE).order_by("code")
    groups = [services.form_group(village=one, formed_date=FORMED, by=by, at=_noon(FORMED)) for one in villages]
    opened = [
        services.open_enterprise(group=group, kind=kind, opened_date=OPENED, by=by, at=_noon(OPENED))
        for group, (kind, _families) in zip(groups, aymak.enterprises, strict=False)
    ]
    for enterprise, (_kind, families) in zip(opened, aymak.enterprises, strict=True):
        services.tell_families(enterprise=enterprise, day=COUNTED, families=families, by=by, at=_noon(COUNTED))
    served = [[one.group.village_id] for one in opened]
    if aymak.code == "806":
        # The centre earns nothing: its community lives on the confectionery's income.
        centre = groups[len(opened)]
        services.open_enterprise(group=centre, kind=CENTRE, opened_date=OPENED, by=by, at=_noon(OPENED))
        served[0].append(centre.village_id)
    for enterprise, reached in zip(opened, served, strict=True):
        shares = [Share(village, Purpose.CHILDREN) for village in reached]
        days = {"from_date": EARNED[0], "to_date": EARNED[1]}
        services.tell_income(enterprise=enterprise, shares=shares, by=by, at=_noon(EARNED[1]), **days)
    services.tell_support(
        kind=SupportKind.MATERIAL,
        day=HELPED,
        territory=place,
        children=aymak.children,
        disabled_children=aymak.disabled,
        by=by,
        at=_noon(HELPED),
    )


def _feed(by) -> None:
    """Ten children in Margun; in Beshkent three schools feed grades 1 to 4 «three times», of nobody knows what."""
    told = {"kind": SupportKind.MEAL, "day": HELPED, "by": by, "at": _noon(HELPED)}
    services.tell_support(territory=Territory.objects.get(code=f"{RAYON}806000"), children=10, **told)
    beshkent = School.objects.filter(district__code=f"{RAYON}804000").order_by("national_key")
    for school in beshkent[:FED_SCHOOLS]:
        services.tell_support(school=school, grades="1–4", times=3, **told)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
