"""Enterprises and resource centres of a group: opened, corrected with what they were, closed; families with work."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record, record_at_schools
from core.tenancy.errors import DomainError
from livelihoods.enums import EnterpriseKind
from livelihoods.models import Enterprise, EnterpriseChange, FamiliesCount, Grant, InitiativeGroup
from livelihoods.selectors import schools_of
from livelihoods.services.groups import NotClosed
from livelihoods.services.locking import (
    BeforeItBegan,
    EnterpriseClosed,
    check_past,
    living,
    locked_enterprise,
)
from livelihoods.services.words import strike_for
from schools.readers.text import clean


class ToldAfterwards(DomainError):
    message = _("De esta empresa ya se contó algo de después de ese día. Revise la fecha.")


class FamiliesTold(DomainError):
    """Says who told which number."""


@transaction.atomic
def open_enterprise(
    *,
    group: InitiativeGroup,
    kind: EnterpriseKind,
    opened_date: date,
    by,
    name: str = "",
    quantity: int | None = 1,
    grant: Grant | None = None,
    at: datetime | None = None,
) -> Enterprise:
    """So many of one kind that the group runs; None is a number nobody told. Raises GroupClosed, StillToCome,
    BeforeItBegan."""
    group = living(group)
    _check_day(group, opened_date)
    enterprise = Enterprise.objects.create(
        group=group,
        kind=kind,
        name=clean(name)[:120],
        quantity=quantity,
        grant=grant,
        opened_date=opened_date,
        created_by=by,
        created_at=at or timezone.now(),
    )
    record("livelihoods.enterprise_opened", enterprise, by=by, at=at, what=str(enterprise))
    record("livelihoods.group_opened", group, by=by, at=at, what=str(enterprise))
    schools = schools_of(group.village).values_list("pk", flat=True)
    record_at_schools("livelihoods.enterprise_at_school", enterprise, schools, by=by, at=at, what=str(enterprise))
    return enterprise


@transaction.atomic
def correct_enterprise(*, enterprise: Enterprise, by, at: datetime | None = None, **told) -> Enterprise:
    """Mend kind, name, quantity, grant or first day; what it was stays with its moment.

    Raises EnterpriseClosed, GroupClosed, StillToCome, BeforeItBegan, ToldAfterwards.
    """
    group = living(enterprise.group)
    enterprise = _working(enterprise)
    if "opened_date" in told:
        _check_day(group, told["opened_date"])
        if _told_before(enterprise, told["opened_date"]):
            raise ToldAfterwards(_gettext("De esta empresa ya se contó algo de antes de ese día. Revise la fecha."))
    if "name" in told:
        told["name"] = clean(told["name"])[:120]
    changed = {name: value for name, value in told.items() if getattr(enterprise, name) != value}
    if not changed:
        return enterprise
    EnterpriseChange.objects.create(
        enterprise=enterprise,
        old_kind=enterprise.kind,
        old_name=enterprise.name,
        old_quantity=enterprise.quantity,
        old_opened_date=enterprise.opened_date,
        changed_by=by,
        changed_at=at or timezone.now(),
    )
    for name, value in changed.items():
        setattr(enterprise, name, value)
    enterprise.save(update_fields=list(changed))
    record("livelihoods.enterprise_corrected", enterprise, by=by, at=at, what=str(enterprise))
    return enterprise


@transaction.atomic
def close_enterprise(
    *, enterprise: Enterprise, closed_date: date, reason: str, by, at: datetime | None = None
) -> Enterprise:
    """From that day it is no longer. Raises EnterpriseClosed, StillToCome, BeforeItBegan, ToldAfterwards."""
    group = living(enterprise.group)
    enterprise = _working(enterprise)
    check_past(closed_date)
    if closed_date < enterprise.opened_date:
        raise BeforeItBegan
    later = enterprise.incomes.standing().filter(to_date__gte=closed_date)
    if later.exists() or enterprise.families.standing().filter(day__gte=closed_date).exists():
        raise ToldAfterwards
    enterprise.closed_date, enterprise.closed_because = closed_date, clean(reason)[:300]
    enterprise.closed_at = at or timezone.now()
    enterprise.save(update_fields=["closed_date", "closed_because", "closed_at"])
    what, why = str(enterprise), enterprise.closed_because
    record("livelihoods.enterprise_closed", enterprise, by=by, at=at, what=what, reason=why)
    record("livelihoods.group_closed_enterprise", group, by=by, at=at, what=what, reason=why)
    return enterprise


@transaction.atomic
def reopen_enterprise(*, enterprise: Enterprise, by) -> Enterprise:
    """Take back that it was closed. Raises GroupClosed, NotClosed."""
    living(enterprise.group)
    enterprise = locked_enterprise(enterprise)
    if not enterprise.is_closed:
        raise NotClosed
    enterprise.closed_date, enterprise.closed_because, enterprise.closed_at = None, "", None
    enterprise.save(update_fields=["closed_date", "closed_because", "closed_at"])
    record("livelihoods.enterprise_reopened", enterprise, by=by, what=str(enterprise))
    return enterprise


@transaction.atomic
def tell_families(
    *,
    enterprise: Enterprise,
    day: date,
    families: int | None,
    by,
    corrects: FamiliesCount | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> FamiliesCount:
    """How many families it gives work to, as known on a day; None is not known. The latest day is what holds.

    Raises EnterpriseClosed, StillToCome, BeforeItBegan, FamiliesTold where that day has another number.
    """
    enterprise = locked_enterprise(enterprise)
    check_open_on(enterprise, day)
    if corrects:
        strike_for(corrects, reason=reason, by=by, at=at)
    elif known := enterprise.families.standing().filter(day=day).select_related("recorded_by").first():
        if known.families == families:
            return known
        raise FamiliesTold(_who_told(known))
    count = FamiliesCount.objects.create(
        enterprise=enterprise,
        day=day,
        families=families,
        replaces=corrects,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    record("livelihoods.families_told", enterprise, by=by, at=at, n=families, day=day.isoformat())
    return count


def check_open_on(enterprise: Enterprise, day: date) -> None:
    """Raises StillToCome, BeforeItBegan, EnterpriseClosed."""
    check_past(day)
    if day < enterprise.opened_date:
        raise BeforeItBegan
    if enterprise.closed_date and day >= enterprise.closed_date:
        raise EnterpriseClosed


def _who_told(known: FamiliesCount) -> str:
    words = _gettext("%(who)s ya contó ese día: %(n)s familias. Si no fue así, anule primero esa cuenta.")
    said = _gettext("sin dato") if known.families is None else known.families
    return words % {"who": known.recorded_by.full_name, "n": said}


def _working(enterprise: Enterprise) -> Enterprise:
    enterprise = locked_enterprise(enterprise)
    if enterprise.is_closed:
        raise EnterpriseClosed(_gettext("Esta empresa está cerrada. Ábrala otra vez para cambiarla."))
    return enterprise


def _told_before(enterprise: Enterprise, day: date) -> bool:
    earlier = enterprise.incomes.standing().filter(from_date__lt=day)
    return earlier.exists() or enterprise.families.standing().filter(day__lt=day).exists()


def _check_day(group: InitiativeGroup, day: date) -> None:
    check_past(day)
    if day < group.formed_date:
        raise BeforeItBegan
