"""What brings a school its water: its source, what came, what is promised next, which lorries may."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.enums import LIVE_STATES, InstalmentState
from commitments.models import Instalment
from core.strategies.registry import AgendaLine
from needs.enums import Category
from schools.models import School
from water.models import Delivery, Supply, Tanker


def supply_of(school: School) -> Supply | None:
    return Supply.objects.filter(school=school).first()


def deliveries_of(school: School) -> QuerySet[Delivery]:
    rows = (
        Delivery.objects.standing().filter(school=school).select_related("partner", "tanker", "instalment__commitment")
    )
    return rows.order_by("-day", "-pk")


def promised_water(school: School) -> QuerySet[Instalment]:
    """Dates of water still to be delivered to a school, by promises that are in force."""
    return Instalment.objects.filter(
        commitment__school=school,
        commitment__category=Category.WATER,
        commitment__state__in=LIVE_STATES,
        commitment__partner__isnull=False,
        state__in=(InstalmentState.EXPECTED, InstalmentState.PARTLY),
    ).select_related("commitment__partner", "commitment__school")


def next_promised(school: School) -> Instalment | None:
    """The next delivery of water under commitment, from today on."""
    return promised_water(school).filter(due_date__gte=timezone.localdate()).order_by("due_date", "pk").first()


def to_note(school: School) -> QuerySet[Instalment]:
    """Promised deliveries around today that nobody noted yet: what a delivery that came may answer."""
    today = timezone.localdate()
    near = promised_water(school).filter(due_date__range=(today - timedelta(days=60), today + timedelta(days=14)))
    noted = Delivery.objects.standing().filter(school=school, instalment__isnull=False).values("instalment")
    return near.exclude(pk__in=noted).order_by("due_date", "pk")


def tankers() -> QuerySet[Tanker]:
    return Tanker.objects.select_related("partner").order_by("valid_to", "plate")


def expiring_between(request, first: date, last: date) -> list[AgendaLine]:
    """Authorisations of tankers that end."""
    rows = tankers().filter(valid_to__range=(first, last))[:20]
    return [
        AgendaLine(one.valid_to, _("Vence autorización"), f"{one.plate} · {one.partner}", one.get_absolute_url())
        for one in rows
    ]
