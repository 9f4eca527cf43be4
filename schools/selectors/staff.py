"""Who works where, how to call them, and whether anybody ever came in."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import ngettext

from core.access.enums import KeyKind
from core.access.models import AccessKey
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.notifications.whatsapp import whatsapp_url
from core.people.models import Contact
from core.people.texts import reminder_message
from core.tenancy.scope import current_ugel
from core.tenancy.urls import absolute, global_url
from schools.models import School, SchoolStaff, ServiceContact

MOST_NAMED = 4


@dataclass(frozen=True)
class StaffLine:
    """A person at a school, with what one needs to call them."""

    assignment: SchoolStaff
    role: str
    phone: object | None
    card_issued_at: object | None
    last_sign_in_at: object | None

    @property
    def user(self):
        return self.assignment.user

    @property
    def dial_url(self):
        return f"tel:{self.phone.as_e164}" if self.phone else ""

    @property
    def reminder_url(self):
        """WhatsApp with a reminder that holds no secret."""
        if not self.phone:
            return ""
        text = reminder_message(self.user, current_ugel(), absolute(global_url("code_enter")))
        return whatsapp_url(self.phone.as_e164, text)


@dataclass(frozen=True)
class SchoolLine:
    """A school in the list of who comes in: its people, and what the padrón says of its head where nobody is named."""

    school: School
    staff: list[StaffLine] = field(default_factory=list)
    contacts: list[ServiceContact] = field(default_factory=list)


def workplaces(user_ids) -> dict[int, list[str]]:
    """The schools people are assigned to today, in words; of a guardian's whole district the first few, and a count."""
    places: dict[int, list[str]] = defaultdict(list)
    assigned = SchoolStaff.objects.on().filter(user__in=user_ids).order_by("-is_head", "school__name")
    for user_id, name in assigned.values_list("user_id", "school__name"):
        places[user_id].append(name)
    return {user_id: _shortened(names) for user_id, names in places.items()}


def _shortened(names: list[str]) -> list[str]:
    if len(names) <= MOST_NAMED:
        return names
    more = len(names) - MOST_NAMED + 1
    words = ngettext("y %(n)s escuela más", "y %(n)s escuelas más", more) % {"n": more}
    return [*names[: MOST_NAMED - 1], words]


def schools_by_access(*, show: str = "") -> QuerySet[School]:
    """Working schools: those where nobody ever came in, those without a head, or all."""
    schools = _with_access().order_by("name", "id").select_related("district")
    return {"all": schools, "headless": schools.filter(has_head=False)}.get(show, schools.filter(came_in=False))


def access_counts() -> dict[str, int]:
    """How many schools each list holds, in one question."""
    return _with_access().aggregate(
        absent=Count("pk", filter=Q(came_in=False)), headless=Count("pk", filter=Q(has_head=False)), all=Count("pk")
    )


def _with_access():
    here = SchoolStaff.objects.team().on().filter(school=OuterRef("pk"))
    seen = Membership.objects.filter(user=OuterRef("user"), ugel=current_ugel(), last_sign_in_at__isnull=False)
    return School.objects.current().annotate(
        has_head=Exists(here.filter(is_head=True)), came_in=Exists(here.filter(Exists(seen)))
    )


def staff_lines(schools) -> dict[int, list[StaffLine]]:
    """The teams of several schools today, heads first, in one question whatever the number."""
    theirs = Membership.objects.filter(user=OuterRef("user"), ugel=current_ugel())
    seen = theirs.filter(last_sign_in_at__isnull=False).order_by("-last_sign_in_at").values("last_sign_in_at")
    cards = AccessKey.objects.opening().filter(user=OuterRef("user"), kind=KeyKind.CARD).values("issued_at")
    assigned = (
        SchoolStaff.objects.team()
        .on()
        .filter(school__in=schools)
        .select_related("user")
        .annotate(
            phone=Subquery(Contact.objects.filter(user=OuterRef("user")).values("phone")[:1]),
            card_issued_at=Subquery(cards[:1]),
            last_sign_in_at=Subquery(seen[:1]),
        )
    )
    lines: dict[int, list[StaffLine]] = defaultdict(list)
    for one in assigned.order_by("-is_head", "user__full_name", "id"):
        role = Role.SCHOOL_HEAD if one.is_head else Role.SCHOOL_MEMBER
        lines[one.school_id].append(StaffLine(one, role.label, one.phone, one.card_issued_at, one.last_sign_in_at))
    return lines


def team_of(school: School) -> list[StaffLine]:
    return staff_lines([school]).get(school.pk, [])


def former_staff(school: School) -> QuerySet[SchoolStaff]:
    """Who worked here before, latest first."""
    today = SchoolStaff.objects.on().values("pk")
    past = school.staff.team().exclude(pk__in=today).filter(to_date__isnull=False)
    return past.select_related("user").order_by("-to_date", "-id")


def future_staff(school: School) -> QuerySet[SchoolStaff]:
    today = SchoolStaff.objects.on().values("pk")
    return school.staff.team().exclude(pk__in=today).filter(to_date=None).select_related("user").order_by("from_date")


def school_lines(schools) -> list[SchoolLine]:
    """One page of the list of who comes in."""
    schools = list(schools)
    staff = staff_lines(schools)
    contacts: dict[int, list] = defaultdict(list)
    nobody = [school for school in schools if school.pk not in staff]
    for contact in ServiceContact.objects.filter(service__school__in=nobody).select_related("service"):
        contacts[contact.service.school_id].append(contact)
    return [SchoolLine(school, staff.get(school.pk, []), contacts.get(school.pk, [])) for school in schools]
