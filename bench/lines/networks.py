"""The networks of many districts after years of meetings: the queries of each reading."""

import json
import sys
from datetime import timedelta

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
DISTRICTS, MEMBERS, MEETINGS, CAME, TASKS = 400, 25, 40, 12, 20
ROUNDS = 7


def main() -> None:
    ground.enter(SIZE, role="owner")
    from django.db import connection, transaction

    from core.tenancy.models import Ugel
    from core.tenancy.scope import scope

    with scope(Ugel.objects.order_by("pk").first()):
        rows = fill()
        with connection.cursor() as cursor:
            # What autovacuum would have done by the time a UGEL has made so many; the web role may not.
            cursor.execute("ANALYZE networks_network, networks_networkmember, networks_coordination, networks_meeting")
            cursor.execute("ANALYZE networks_attendance, networks_task, networks_taskcommitment, schools_school")
            cursor.execute("SET ROLE comuset_app")
        names = ["networks, first page and states", "networks, gaps", "networks, active districts"]
        seconds = interleaved(first_page, gaps, active_districts, rounds=ROUNDS)
        transaction.set_rollback(True)
    thousands = f"{rows:,}".replace(",", " ")
    found = [
        Result(f"{name}, {thousands} attendances", took, None, 0.5, unit="s")
        for name, took in zip(names, seconds, strict=True)
    ]
    print(json.dumps([row.as_row() for row in found]))


def fill() -> int:
    """A network in each of the districts the schools are spread over, with all it ever did; rolled back at the end."""
    from django.utils import timezone

    from core.accounts.models import User
    from networks.models import Coordination, Meeting, Network, NetworkMember
    from schools.models import School, TargetList, TargetSchool, Territory

    user, today, now = User.objects.order_by("pk").first(), timezone.localdate(), timezone.now()
    districts = Territory.objects.bulk_create(
        Territory(code=f"97{at:04}", kind="district", name=f"DISTRITO {at}", search_name=f"distrito {at}")
        for at in range(DISTRICTS)
    )
    schools = list(School.objects.order_by("pk"))
    for at, school in enumerate(schools):
        school.district = districts[at % DISTRICTS]
    School.objects.bulk_update(schools, ["district"], batch_size=1_000)
    target = TargetList.objects.create(year=today.year, version=99, resolution="RD 99", frozen_at=now)
    TargetSchool.objects.bulk_create(
        TargetSchool(target_list=target, school=school, is_proposed=True, is_included=True) for school in schools
    )
    old = {"founded_date": today - timedelta(days=900), "created_at": now - timedelta(days=900), "created_by": user}
    networks = Network.objects.bulk_create(
        Network(territory=one, name=f"Red {one.name}", search_name=f"red {one.search_name}", **old)
        for one in districts[: DISTRICTS - 40]
    )
    members = NetworkMember.objects.bulk_create(
        NetworkMember(
            network=network,
            name="Alguien",
            institution=f"Institución {at}",
            sector=("health", "police", "water")[at % 3],
            from_date=today - timedelta(days=800),
        )
        for network in networks
        for at in range(MEMBERS)
    )
    Coordination.objects.bulk_create(
        Coordination(
            network=network,
            member=members[at * MEMBERS],
            since_date=today - timedelta(days=700),
            recorded_by=user,
            recorded_at=now - timedelta(days=700),
        )
        for at, network in enumerate(networks)
    )
    meetings = Meeting.objects.bulk_create(
        Meeting(network=network, meeting_date=today - timedelta(days=20 * at), place="Local", created_by=user)
        for network in networks
        for at in range(1, MEETINGS + 1)
    )
    fill_tasks(networks, members, user)
    return fill_attendances(meetings, members)


def fill_attendances(meetings, members) -> int:
    from networks.models import Attendance

    came = [
        Attendance(
            meeting=meeting,
            member=members[(at // MEETINGS) * MEMBERS + seat],
            name="Alguien",
            institution="Institución",
        )
        for at, meeting in enumerate(meetings)
        for seat in range(CAME)
    ]
    Attendance.objects.bulk_create(came, batch_size=5_000)
    return len(came)


def fill_tasks(networks, members, user) -> None:
    """Each with one promise for its district, most of them seen."""
    from decimal import Decimal

    from django.utils import timezone

    from commitments.models import Commitment
    from networks.models import Task, TaskCommitment

    told = {"what": "Campaña", "category": "safety", "unit": "campaña", "quantity": Decimal(1), "created_by": user}
    tasks = Task.objects.bulk_create(
        Task(network=network, member=members[at * MEMBERS], due_date=timezone.localdate(), responsible="Salud", **told)
        for at, network in enumerate(networks)
        for _task in range(TASKS)
    )
    promises = Commitment.objects.bulk_create(
        Commitment(
            number=3_000_000 + at,
            group_number=3_000_000 + at,
            promiser="ugel",
            territory=task.network.territory,
            state="confirmed" if at % TASKS == 0 else "verified",
            followed_by=user,
            **told,
        )
        for at, task in enumerate(tasks)
    )
    TaskCommitment.objects.bulk_create(
        TaskCommitment(task=task, commitment=one) for task, one in zip(tasks, promises, strict=True)
    )


def first_page() -> None:
    """What the list asks: its rows, and how many networks stand how."""
    from django.core.paginator import Paginator

    from networks.models import Network
    from networks.selectors import with_list_columns, with_people

    rows = with_people(with_list_columns(Network.objects.all())).order_by("territory__name", "name", "pk")
    states = list(Network.objects.with_state().order_by().values_list("state", flat=True))
    if not list(Paginator(rows, 25).get_page(1)) or "active" not in states:
        sys.exit("The list has no active network.")


def gaps() -> None:
    from django.core.paginator import Paginator

    from networks.selectors import district_gaps, level_gaps, unheard_schools

    if not district_gaps() or not list(Paginator(unheard_schools(), 50).get_page(1)) or not level_gaps():
        sys.exit("Nothing is missing.")


def active_districts() -> None:
    """The figure of the report."""
    from django.utils import timezone

    from core.strategies.indicators import Frame
    from core.tenancy.scope import current_ugel_id
    from networks.indicators import ACTIVE
    from reports.selectors.figures import compute

    today = timezone.localdate()
    frame = Frame(today.replace(month=1, day=1), today.replace(month=12, day=31), timezone.now())
    (found,) = compute(ACTIVE, frame, [current_ugel_id()])
    if not found.numerator:
        sys.exit("No district is active.")


if __name__ == "__main__":
    main()
