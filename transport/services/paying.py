"""Which promise pays a route: one that exists, or one that a partner is asked for."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from commitments.enums import Promiser
from commitments.models import Commitment
from commitments.services import every_month, make_commitment
from core.audit.services import record
from core.tenancy.errors import DomainError
from needs.enums import Category
from partners.models import Partner
from transport.models import Route, RouteCommitment
from transport.services.locking import locked

STRATEGY = "transport"
LAST_OF_MONTH = 31


class OfOtherSchool(DomainError):
    message = _("Esa promesa es para otra escuela. Elija una de la escuela de la ruta.")


class AlreadyPays(DomainError):
    message = _("Esa promesa ya paga una ruta.")


@transaction.atomic
def link_promise(*, route: Route, commitment: Commitment, by) -> RouteCommitment:
    """A promise that was made already pays this route. Raises OfOtherSchool, AlreadyPays."""
    route = locked(route)
    if commitment.school_id != route.school_id:
        raise OfOtherSchool
    Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if RouteCommitment.objects.filter(commitment=commitment).exists():
        raise AlreadyPays
    return _link(route, commitment, by=by)


@transaction.atomic
def ask_partner(
    *, route: Route, partner: Partner, until_date: date, by, from_date: date | None = None, is_asked=True, at=None
) -> RouteCommitment:
    """Ask a partner to pay the route month by month, the last day of each. Raises NoDates, TooManyDates."""
    route = locked(route)
    first = from_date or max(route.from_date, timezone.localdate())
    made = make_commitment(
        school=route.school,
        parts=every_month(LAST_OF_MONTH, first=first, last=until_date, quantity=Decimal(1)),
        promiser=Promiser.PARTNER,
        partner=partner,
        what=_gettext("Transporte escolar: %(route)s") % {"route": route.name},
        unit=_gettext("mes"),
        category=Category.TRANSPORT,
        strategy=STRATEGY,
        origin_text=_gettext("Transporte escolar"),
        is_asked=is_asked,
        by=by,
        at=at,
    )
    return _link(route, made, by=by, at=at)


def _link(route: Route, commitment: Commitment, *, by, at=None) -> RouteCommitment:
    link = RouteCommitment.objects.create(route=route, commitment=commitment)
    who = str(commitment.partner or "")
    record("transport.route_paid", route, by=by, at=at, school_id=route.school_id, name=route.name, who=who)
    return link
