"""Who sits in a network, and how each is called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from phonenumber_field.phonenumber import PhoneNumber

from core.accounts.enums import STAFF_ROLES
from core.accounts.models import Membership, User
from core.people.models import Contact as PersonContact
from core.tenancy.scope import current_ugel_id
from networks.enums import Sector
from networks.models import Coordination, Network, NetworkMember
from schools.models import SchoolStaff


@dataclass(frozen=True)
class MemberLine:
    """A member with how they are called today; unknown is None or empty."""

    member: NetworkMember
    phone: PhoneNumber | None
    email: str
    is_coordinator: bool


def lines_of(members: Iterable[NetworkMember]) -> list[MemberLine]:
    """Coordinator first, then by sector and institution; two questions however many."""
    members = list(members)
    phones = dict(
        PersonContact.objects.filter(user__in=[one.user_id for one in members if one.user_id]).values_list(
            "user_id", "phone"
        )
    )
    leads = set(
        Coordination.objects.on(timezone.localdate())
        .filter(network__in={one.network_id for one in members})
        .values_list("member_id", flat=True)
    )
    lines = [_line(one, phones, leads) for one in members]
    order = list(Sector)
    return sorted(
        lines,
        key=lambda line: (
            not line.is_coordinator,
            order.index(Sector(line.member.sector)),
            line.member.institution,
            line.member.name,
        ),
    )


def members_of(network: Network) -> QuerySet[NetworkMember]:
    """Today's, with the records behind them."""
    return with_records(network.members.on(timezone.localdate()))


def who_may_promise(network: Network) -> QuerySet[NetworkMember]:
    """Members somebody can confirm for: a partner's contact, who works at the UGEL, who speaks for a school."""
    ours = Membership.objects.active().filter(ugel=current_ugel_id(), role__in=STAFF_ROLES).values("user")
    return network.members.still_open().filter(Q(contact__isnull=False) | Q(school__isnull=False) | Q(user__in=ours))


def former_of(network: Network) -> QuerySet[NetworkMember]:
    return with_records(network.members.exclude(to_date=None)).order_by("-to_date", "pk")


def with_records(members: QuerySet[NetworkMember]) -> QuerySet[NetworkMember]:
    return members.select_related("contact__partner", "user", "school").order_by("pk")


def coordinations_of(network: Network) -> QuerySet[Coordination]:
    """Who coordinated since when, the latest first."""
    return network.coordinations.select_related("member").order_by("-since_date", "-pk")


def directories(network_ids: Sequence[int]) -> list[tuple[Network, list[MemberLine]]]:
    """These networks in that order, each with the lines of today's members; the same questions however many."""
    networks = Network.objects.with_state().select_related("territory").in_bulk(network_ids)
    lines: dict[int, list[MemberLine]] = {}
    for line in lines_of(with_records(NetworkMember.objects.on(timezone.localdate()).filter(network__in=network_ids))):
        lines.setdefault(line.member.network_id, []).append(line)
    return [(networks[pk], lines.get(pk, [])) for pk in network_ids if pk in networks]


def own_people() -> list[tuple[int, str]]:
    """Who works at the UGEL or heads or serves at a school today, with the place in words, by name."""
    staff = Membership.objects.active().filter(ugel=current_ugel_id(), role__in=STAFF_ROLES).select_related("user")
    places = {one.user_id: f"{one.user.full_name} · {one.get_role_display()}" for one in staff}
    for one in SchoolStaff.objects.team().on().filter(user__is_active=True).select_related("user", "school"):
        places.setdefault(one.user_id, f"{one.user.full_name} · {one.school}")
    return sorted(places.items(), key=lambda pair: pair[1])


def user_here(pk: int) -> User:
    """One of `own_people`."""
    return User.objects.get(pk=pk)


def _line(member: NetworkMember, phones: dict, leads: set[int]) -> MemberLine:
    contact, user = member.contact, member.user
    phone = contact.phone if contact else phones.get(member.user_id) if user else member.phone
    email = contact.email if contact else (user.email or "") if user else member.email
    return MemberLine(member, phone or None, email, member.pk in leads)
