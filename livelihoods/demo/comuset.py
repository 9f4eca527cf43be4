"""Three villages of the demo UGEL: one whose enterprise earns and is told, one that only began, one with a centre."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from core.strategies.demo import Demo
from core.tenancy.scope import scope
from livelihoods import selectors, services
from livelihoods.enums import EnterpriseKind, MemberRole, Per, Purpose, SupportKind, Watcher
from livelihoods.models import InitiativeGroup
from livelihoods.services import Share
from partners.models import Partner
from schools.enums import TerritoryKind
from schools.models import School, Territory
from schools.readers.territories import TerritoryRow
from schools.services.territories import save_territories

VILLAGES, MONTHS = 3, 3
MEMBERS = (("Nélida Mamani", MemberRole.COORDINATOR), ("Eusebio Choque", MemberRole.ELDER))


def load(demo: Demo) -> None:
    """Tell them once, through the services people use; a UGEL whose schools name no centre keeps none."""
    with scope(demo.ugel):
        if InitiativeGroup.objects.exists():
            return
        villages, by = _villages(), demo.people["specialist"]
        if not villages:
            return
        groups = [_group(village, demo.today, by) for village in villages]
        for name, role in MEMBERS:
            services.add_member(group=groups[0], name=name, role=role, from_date=groups[0].formed_date, by=by)
        _earning(groups[0], villages, demo.today, by)
        for group, kind, quantity in (
            (groups[-1], EnterpriseKind.RESOURCE_CENTRE, 1),
            (groups[len(groups) // 2], EnterpriseKind.SEWING, None),
        ):
            opened = demo.today - timedelta(days=150)
            services.open_enterprise(
                group=group, kind=kind, quantity=quantity, opened_date=opened, by=by, at=_morning(opened)
            )
        _help(groups[0], demo.today, by)
        demo.say(f"livelihoods: {len(groups)} groups and what they earned")


def _villages() -> list[Territory]:
    """The centres of the first schools that name one, with codes made up: the official list is not in the demo."""
    rows: dict[tuple, TerritoryRow] = {}
    schools = School.objects.current().exclude(centre="").exclude(district=None).select_related("district")
    for school in schools.order_by("national_key"):
        named = (school.district.code, school.centre)
        if len(rows) < VILLAGES and named not in rows:
            code = f"{school.district.code}99{len(rows):02}"
            rows[named] = TerritoryRow(code, TerritoryKind.POPULATED_CENTRE, school.centre, school.district.code, "PE")
    save_territories(rows.values())
    return list(Territory.objects.filter(code__in=[row.code for row in rows.values()]).order_by("code"))


def _group(village: Territory, today: date, by) -> InitiativeGroup:
    formed = today - timedelta(days=330)
    return services.form_group(village=village, formed_date=formed, by=by, at=_morning(formed))


def _earning(group: InitiativeGroup, villages, today: date, by) -> None:
    """Greenhouses that a partner gave, whose income serves two villages; one month was corrected."""
    opened = today - timedelta(days=300)
    partner = Partner.objects.filter(is_active=True).order_by("pk").first()
    grant = partner and services.tell_grant(
        group=group, partner=partner, awarded_date=opened, purpose="Dos invernaderos", by=by, at=_morning(opened)
    )
    told = {"kind": EnterpriseKind.GREENHOUSE, "quantity": 2, "name": "Invernaderos comunales", "grant": grant}
    enterprise = services.open_enterprise(group=group, opened_date=opened, by=by, at=_morning(opened), **told)
    services.tell_families(enterprise=enterprise, day=today - timedelta(days=40), families=4, by=by)
    first = today.replace(day=1)
    for number in range(MONTHS):
        first, end = (first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)
        left = Decimal(900 - 150 * number)
        parts = [(group.village_id, Purpose.CHILDREN, left / 2), (villages[-1].pk, Purpose.MEALS, left / 4)]
        shares = [Share(*part) for part in (*parts, (group.village_id, Purpose.REINVESTMENT, left / 4))]
        days = {"from_date": first, "to_date": end}
        earned = {"gross": left + 600, "cost": Decimal(600), "shares": shares}
        income = services.tell_income(enterprise=enterprise, by=by, **days, **earned)
    unknown = [Share(group.village_id, Purpose.CHILDREN)]
    why = "El cuaderno del primer mes no dice cuánto quedó"
    services.tell_income(enterprise=enterprise, by=by, **days, shares=unknown, corrects=income, reason=why)


def _help(group: InitiativeGroup, today: date, by) -> None:
    school = selectors.schools_of(group.village).order_by("pk").first()
    day = today - timedelta(days=20)
    material = {"territory": group.village, "children": 14, "disabled_children": 2, "what": "Útiles y abrigo"}
    first = services.tell_support(kind=SupportKind.MATERIAL, day=day, by=by, **material)
    why = "Faltaba un niño de la otra lista"
    corrected = {**material, "children": 15, "corrects": first, "reason": why}
    services.tell_support(kind=SupportKind.MATERIAL, day=day, by=by, **corrected)
    services.tell_support(kind=SupportKind.MEAL, day=day, by=by, school=school, grades="1 a 4", times=3)
    tutoring = {"school": school, "children": 8, "times": 2, "per": Per.WEEK}
    services.tell_support(kind=SupportKind.TUTORING, day=day, by=by, **tutoring)
    for watcher, people in ((Watcher.SOCIAL_PEDAGOGUE, 1), (Watcher.VOLUNTEER_CHILDREN, None)):
        services.tell_watch(group=group, watcher=watcher, day=day, people=people, by=by)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
