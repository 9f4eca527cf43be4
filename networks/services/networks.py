"""The network of a district: founded, recognised by a paper, closed, opened again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.files.services import store_paper
from core.tenancy.errors import DomainError
from networks.models import OWNER, Meeting, Network
from networks.services.locking import locked, working
from schools.models import Territory
from schools.readers.text import clean, searchable


class DistrictHasNetwork(DomainError):
    message = _("Ese distrito ya tiene una red. Ábrala de la lista, o ciérrela antes de formar otra.")


class AnotherWasThere(DomainError):
    message = _("En esas fechas el distrito tuvo otra red. Escriba un día desde el que ya no funcionaba.")


class NotYetFounded(DomainError):
    message = _("La fecha es anterior a la formación de la red. Revise las dos fechas.")


class StillToCome(DomainError):
    message = _("Esa fecha todavía no llega. Escriba un día que ya pasó.")


class NotClosed(DomainError):
    message = _("Esta red no está cerrada.")


class MeetingsAhead(DomainError):
    message = _("La red tiene reuniones después de ese día. Elija un día posterior, o anule las que no se harán.")


@transaction.atomic
def found_network(
    *, territory: Territory, name: str, founded_date: date, by, notes: str = "", at: datetime | None = None, **paper
) -> Network:
    """Write down the network of a district, with the paper that recognises it where there is one.

    `paper`: recognised_by, recognised_number, recognised_date, scan. Raises DistrictHasNetwork, AnotherWasThere,
    StillToCome, UploadRefused.
    """
    _check_past(founded_date)
    told = {"name": clean(name)[:120], "search_name": searchable(clean(name)), "founded_date": founded_date}
    told |= {"notes": clean(notes)[:1000], "created_by": by, "created_at": at or timezone.now()}
    _check_alone(territory, founded_date)
    network, is_new = Network.objects.get_or_create(
        territory=territory, closed_date=None, defaults={**told, **_paper(by=by, **paper)}
    )
    if not is_new:
        raise DistrictHasNetwork
    record("networks.network_founded", network, by=by, at=at, name=network.name)
    return network


@transaction.atomic
def correct_network(*, network: Network, name: str, founded_date: date, by, notes: str = "", **paper) -> Network:
    """Mend what is written of a network; a new scan takes the place of the old one.

    Raises NetworkClosed, StillToCome, AnotherWasThere, NotYetFounded where it met or had a member before that day.
    """
    network = working(network)
    _check_past(founded_date)
    _check_alone(network.territory, founded_date, but=network)
    met = Meeting.objects.held().filter(network=network, meeting_date__lt=founded_date)
    if met.exists() or network.members.filter(from_date__lt=founded_date).exists():
        raise NotYetFounded
    told = {"name": clean(name)[:120], "search_name": searchable(clean(name)), "founded_date": founded_date}
    told |= {"notes": clean(notes)[:1000], **_paper(by=by, **paper)}
    before = {field: getattr(network, field) for field in told}
    changed = {field: value for field, value in told.items() if before[field] != value}
    for field, value in changed.items():
        setattr(network, field, value)
    if changed:
        network.save(update_fields=list(changed))
        record("networks.network_corrected", network, by=by, name=network.name)
    return network


@transaction.atomic
def close_network(*, network: Network, closed_date: date, reason: str, by, at: datetime | None = None) -> Network:
    """From that day the district has no network, and may have another. Raises NetworkClosed, StillToCome,
    NotYetFounded, MeetingsAhead."""
    network = working(network)
    _check_past(closed_date)
    if closed_date < network.founded_date:
        raise NotYetFounded
    if Meeting.objects.filter(network=network, cancelled_because="", meeting_date__gt=closed_date).exists():
        raise MeetingsAhead
    network.closed_date, network.closed_because = closed_date, clean(reason)[:300]
    network.closed_at = at or timezone.now()
    network.save(update_fields=["closed_date", "closed_because", "closed_at"])
    record("networks.network_closed", network, by=by, at=at, reason=network.closed_because)
    return network


@transaction.atomic
def reopen_network(*, network: Network, by) -> Network:
    """Take back that it was closed. Raises NotClosed, and DistrictHasNetwork or AnotherWasThere where another took
    its place."""
    network = locked(network)
    if not network.is_closed:
        raise NotClosed
    if Network.objects.open().filter(territory=network.territory).exists():
        raise DistrictHasNetwork
    _check_alone(network.territory, network.founded_date, but=network)
    network.closed_date, network.closed_because, network.closed_at = None, "", None
    network.save(update_fields=["closed_date", "closed_because", "closed_at"])
    record("networks.network_reopened", network, by=by)
    return network


def _check_past(day: date) -> None:
    if day > timezone.localdate():
        raise StillToCome


def _check_alone(territory: Territory, since: date, *, but: Network | None = None) -> None:
    """No other network of the district was there on that day or after; the open one has its own constraint."""
    others = Network.objects.filter(territory=territory, closed_date__gt=since)
    if others.exclude(pk=but and but.pk).exists():
        raise AnotherWasThere


def _paper(
    *, by, recognised_by: str = "", recognised_number: str = "", recognised_date: date | None = None, scan: Any = None
) -> dict:
    kept = {"file": store_paper(scan, owner=OWNER, by=by)} if scan else {}
    number = clean(recognised_number)[:80]
    return {
        "recognised_by": recognised_by,
        "recognised_number": number,
        "recognised_date": recognised_date,
        **kept,
    }
