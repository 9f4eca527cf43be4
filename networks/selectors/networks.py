"""Networks as lists and pages show them."""

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from commitments.enums import FULFILLED_STATES, NOT_PROMISED
from networks.enums import NetworkState
from networks.models import Attendance, Coordination, Network, NetworkMember, Task, TaskCommitment
from partners.models import Partner
from schools.models import School, Territory
from schools.readers.text import searchable


def search(networks: QuerySet[Network], text: str) -> QuerySet[Network]:
    """Every word must be in the name of the network or of its district, without accents."""
    for word in searchable(text).split():
        networks = networks.filter(Q(search_name__contains=word) | Q(territory__search_name__contains=word))
    return networks


def with_list_columns(networks: QuerySet[Network]) -> QuerySet[Network]:
    """With `state`, `last_date` (people came), and of this year's plan `planned_tasks` and `done_tasks`."""
    came = Attendance.objects.standing().filter(meeting__network=OuterRef("pk")).order_by()
    last = came.values("meeting__network").annotate(day=Max("meeting__meeting_date")).values("day")
    year = Task.objects.standing().filter(network=OuterRef("pk"), due_date__year=timezone.localdate().year)
    return (
        networks.with_state()
        .select_related("territory")
        .annotate(
            last_date=Subquery(last),
            planned_tasks=_count(year, "network"),
            done_tasks=_count(done_of(year), "network"),
        )
    )


def with_people(networks: QuerySet[Network]) -> QuerySet[Network]:
    """With `member_count` and the coordinator's `coordinator` and `coordinator_institution`, as of today."""
    today = timezone.localdate()
    members = NetworkMember.objects.on(today).filter(network=OuterRef("pk"))
    leads = Coordination.objects.on(today).filter(network=OuterRef("pk")).order_by("-since_date", "-pk")
    return networks.annotate(
        member_count=_count(members, "network"),
        coordinator=Subquery(leads.values("member__name")[:1]),
        coordinator_institution=Subquery(leads.values("member__institution")[:1]),
    )


def done_of(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those whose every promise that stands was seen kept by two parties; one that none stands of is not done."""
    standing = TaskCommitment.objects.filter(task=OuterRef("pk")).exclude(commitment__state__in=NOT_PROMISED)
    return tasks.filter(Exists(standing), ~Exists(standing.exclude(commitment__state__in=FULFILLED_STATES)))


def with_progress(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With `promises` that stand and `kept` of them; declined and cancelled ones are in neither."""
    is_standing = Q(links__isnull=False) & ~Q(links__commitment__state__in=NOT_PROMISED)
    kept = Q(links__commitment__state__in=FULFILLED_STATES)
    return tasks.annotate(promises=Count("links", filter=is_standing), kept=Count("links", filter=kept))


def network_of(school: School) -> Network | None:
    """The one of its district that is not closed, with its state."""
    if school.district_id is None:
        return None
    return with_list_columns(Network.objects.open().filter(territory=school.district_id)).first()


def of_partner(partner: Partner) -> QuerySet[NetworkMember]:
    """Who sits or sat for a partner, and in which networks."""
    rows = NetworkMember.objects.filter(contact__partner=partner).select_related("network__territory")
    return rows.order_by(F("to_date").desc(nulls_first=True), "network__name", "pk")


def sleeping(_request=None) -> QuerySet[Network]:
    """Not closed, and not active today."""
    return Network.objects.with_state().filter(state__in=[NetworkState.SLEEPING, NetworkState.LEADERLESS])


def free_districts() -> QuerySet[Territory]:
    """Districts of this UGEL's schools that have no network, by name."""
    taken = Network.objects.open().values("territory")
    return districts_here().exclude(pk__in=taken)


def districts_here() -> QuerySet[Territory]:
    districts = School.objects.current().exclude(district=None).order_by().values("district")
    return Territory.objects.filter(pk__in=districts).order_by("name", "pk")


def _count(rows: QuerySet, by: str):
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk", distinct=True)).values("n")), 0)
