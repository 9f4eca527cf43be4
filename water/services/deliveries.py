"""Litres that came: noted once, and where a promise was behind them, said as a witness's word."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import Outcome
from commitments.models import Commitment, Instalment
from commitments.services import Voice, attest
from core.audit.services import record
from core.tenancy.errors import DomainError
from partners.models import Partner
from schools.enums import Party
from schools.models import School
from water.models import Delivery, Tanker
from water.services.days import OLDEST, DayNotYet, DayTooOld

LITRE_WORDS = {"l", "lt", "lts", "litro", "litros"}


class DeliveryAlreadyNoted(DomainError):
    message = _("Esa entrega comprometida ya está anotada. Revise la lista de entregas de la escuela.")


@transaction.atomic
def record_delivery(
    *,
    school: School,
    day: date,
    litres: int,
    party: Party,
    by,
    partner: Partner | None = None,
    tanker: Tanker | None = None,
    instalment: Instalment | None = None,
    at: datetime | None = None,
) -> Delivery:
    """Note what came. With an instalment it is also this person's statement, so that two witnesses decide.

    A lorry whose authorisation had run out is noted as that, not refused: the water came. Raises DayNotYet, DayTooOld,
    DeliveryAlreadyNoted and what `attest` raises.
    """
    today = timezone.localdate()
    if day > today:
        raise DayNotYet
    if day < today - OLDEST:
        raise DayTooOld
    if instalment:
        # The promise before its dates, in the order in which statements lock them.
        promise = Commitment.objects.select_for_update(of=("self",)).get(pk=instalment.commitment_id)
        instalment = promise.instalments.get(pk=instalment.pk)
        if Delivery.objects.filter(instalment=instalment).exists():
            raise DeliveryAlreadyNoted
    delivery = Delivery.objects.create(
        school=school,
        day=day,
        litres=litres,
        partner=tanker.partner if tanker else instalment.commitment.partner if instalment else partner,
        tanker=tanker,
        instalment=instalment,
        is_authorised=day <= tanker.valid_to if tanker else None,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    record("water.delivered", delivery, by=by, at=at, school_id=school.pk, litres=litres, day=day.isoformat())
    if instalment:
        _attest(instalment, litres, day, Voice.of_user(by, party), at)
    return delivery


def _attest(instalment, litres, day, voice, at) -> None:
    """In the unit of the promise: litres where it was promised in litres, else «se entregó»."""
    quantity = None
    if instalment.commitment.unit.strip().lower().rstrip(".") in LITRE_WORDS:
        quantity = Decimal(litres)
    is_less = quantity is not None and quantity < instalment.quantity
    outcome = Outcome.PARTLY if is_less else Outcome.DELIVERED
    attest(instalment=instalment, voice=voice, outcome=outcome, quantity=quantity, seen_date=day, at=at)
