"""What the networks do not reach: districts, schools, services of each level, and sectors nobody speaks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from core.strategies import settings as ugel_settings
from core.strategies.indicators import Frame
from networks.enums import SchoolState, Sector
from networks.models import Network, NetworkMember
from schools.enums import Level
from schools.models import School, Service, Territory
from schools.selectors.targets import target_schools


@dataclass(frozen=True)
class DistrictGap:
    """A district with schools of the ámbito: its network if any, how many it hears, sectors nobody speaks for."""

    district: Territory
    network: Network | None
    schools: int
    heard: int
    missing: Sequence[Sector] = field(default_factory=list)

    @property
    def unheard(self) -> int:
        return self.schools - self.heard


@dataclass(frozen=True)
class LevelGap:
    """The services of one level in the ámbito, and of how many the district has no network or the school no member."""

    label: str
    services: int
    without_network: int
    without_member: int


def ambito_today() -> QuerySet[School]:
    today = timezone.localdate()
    return target_schools(Frame(period_start=today, period_end=today, cut_off=timezone.now()))


def expected_sectors() -> list[Sector]:
    """Those the UGEL expects every network to have, in their order."""
    asked = [sector for sector in Sector if sector != Sector.OTHER]
    chosen = ugel_settings.values([sector.setting for sector in asked])
    return [sector for sector in asked if chosen[sector.setting]]


def with_state(schools: QuerySet[School]) -> QuerySet[School]:
    """With `has_network`, `is_heard` (somebody speaks for it) and `state`, as of today."""
    today, now = timezone.localdate(), timezone.now()
    in_force = Network.objects.in_force(today, now).filter(territory=OuterRef("district"))
    active = Network.objects.active(today, now).filter(territory=OuterRef("district"))
    speaks = NetworkMember.objects.on(today).filter(
        school=OuterRef("pk"), network__closed_date=None, network__territory=OuterRef("district")
    )
    return schools.annotate(
        has_network=Exists(in_force), is_active_there=Exists(active), is_heard=Exists(speaks)
    ).annotate(
        state=Case(
            When(has_network=False, then=Value(SchoolState.WITHOUT.value)),
            When(is_active_there=False, then=Value(SchoolState.SLEEPING.value)),
            When(is_heard=False, then=Value(SchoolState.COVERED.value)),
            default=Value(SchoolState.HEARD.value),
            output_field=CharField(),
        )
    )


def district_gaps() -> list[DistrictGap]:
    """Every district of the ámbito, those without a network first, then by name; four questions however many."""
    heard = with_state(ambito_today()).filter(is_heard=True).order_by()
    counts = dict(_by_district(ambito_today()))
    heard_counts = dict(_by_district(heard))
    networks = {
        one.territory_id: one for one in Network.objects.open().with_state().filter(territory__in=counts.keys())
    }
    missing = missing_sectors(networks.values())
    rows = [
        DistrictGap(
            district,
            networks.get(district.pk),
            counts[district.pk],
            heard_counts.get(district.pk, 0),
            missing[networks[district.pk].pk] if district.pk in networks else [],
        )
        for district in Territory.objects.filter(pk__in=counts.keys())
    ]
    return sorted(rows, key=lambda row: (row.network is not None, row.district.name))


def missing_sectors(networks) -> dict[int, list[Sector]]:
    """By network, the expected sectors for which nobody sits in it today."""
    expected, there = expected_sectors(), {}
    rows = NetworkMember.objects.on(timezone.localdate()).filter(network__in=[one.pk for one in networks])
    for network_id, sector in rows.order_by().values_list("network_id", "sector").distinct():
        there.setdefault(network_id, set()).add(sector)
    return {one.pk: [sector for sector in expected if sector not in there.get(one.pk, set())] for one in networks}


def schools_with_state() -> QuerySet[School]:
    """The whole ámbito as of today, by district and name."""
    return with_state(ambito_today()).select_related("district").order_by("district__name", "name", "pk")


def unheard_schools() -> QuerySet[School]:
    """Of the ámbito, those without a network in their district or without anybody who speaks for them in it."""
    return schools_with_state().filter(Q(has_network=False) | Q(is_heard=False))


def level_gaps() -> list[LevelGap]:
    """Current services of the ámbito by level, in the order of the padrón's codes; one question."""
    schools = with_state(ambito_today())
    rows = (
        Service.objects.filter(is_active=True, not_in_cut_since=None, school__in=ambito_today())
        .annotate(
            reached=Exists(schools.filter(pk=OuterRef("school"), has_network=True)),
            heard=Exists(schools.filter(pk=OuterRef("school"), is_heard=True)),
        )
        .values("level")
        .annotate(
            services=Count("pk"),
            without_network=Count("pk", filter=Q(reached=False)),
            without_member=Count("pk", filter=Q(reached=True, heard=False)),
        )
        .order_by("level")
    )
    return [LevelGap(str(Level.label_of(row.pop("level"))), **row) for row in rows]


def school_states(schools: QuerySet[School]) -> dict[int, SchoolState]:
    """The map's reading of these schools."""
    rows = with_state(schools).order_by().values_list("pk", "state")
    return {pk: SchoolState(state) for pk, state in rows}


def _by_district(schools: QuerySet[School]):
    rows = schools.exclude(district=None).order_by().values("district").annotate(n=Count("pk"))
    return rows.values_list("district", "n")
