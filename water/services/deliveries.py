"""Litres that came: noted once, and where a promise was behind them, said as a witness's word."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

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
from water.services.withdrawing import take_back

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
    _check(day)
    if instalment:
        # The promise before its dates, in the order in which statements lock them.
        promise = Commitment.objects.select_for_update(of=("self",)).get(pk=instalment.commitment_id)
        instalment = promise.instalments.get(pk=instalment.pk)
        if Delivery.objects.standing().filter(instalment=instalment).exists():
            raise DeliveryAlreadyNoted
    told: dict[str, Any] = {"school": school, "day": day, "litres": litres, "partner": partner, "tanker": tanker}
    delivery = _note(**told, instalment=instalment, by=by, at=at)
    record("water.delivered", delivery, by=by, at=at, school_id=school.pk, litres=litres, day=day.isoformat())
    if instalment:
        _attest(instalment, litres, day, Voice.of_user(by, party), at)
    return delivery


@transaction.atomic
def correct_delivery(
    *,
    delivery: Delivery,
    day: date,
    litres: int,
    party: Party,
    by,
    partner: Partner | None = None,
    tanker: Tanker | None = None,
    at: datetime | None = None,
) -> Delivery:
    """Another row takes its place and the first is kept; of a promise still open it is this person's word too.

    What says the same again changes nothing. Raises DayNotYet, DayTooOld, NotStanding and what `attest` raises.
    """
    _check(day)
    instalment = _locked_promise(delivery)
    told: dict[str, Any] = {
        "day": day,
        "litres": litres,
        "tanker": tanker,
        "partner": _bringer(tanker, instalment, partner),
    }
    if all(getattr(delivery, name) == value for name, value in told.items()):
        return delivery
    old = take_back(delivery, by=by, at=at)
    made = _note(school=old.school, instalment=instalment, by=by, at=at, replaces=old, **told)
    words = {"litres": litres, "day": day.isoformat(), "was_litres": old.litres, "was_day": old.day.isoformat()}
    record("water.delivery_corrected", made, by=by, at=at, school_id=old.school_id, **words)
    if instalment and not instalment.commitment.ending:
        _attest(instalment, litres, day, Voice.of_user(by, party), at)
    return made


@transaction.atomic
def withdraw_delivery(*, delivery: Delivery, reason: str, by, at: datetime | None = None) -> Delivery:
    """It never came; what was said of a promise with it stays said. Raises NotStanding."""
    _locked_promise(delivery)
    gone = take_back(delivery, by=by, at=at, reason=reason)
    words = {"litres": gone.litres, "day": gone.day.isoformat(), "reason": gone.withdrawn_reason}
    record("water.delivery_withdrawn", gone, by=by, at=at, school_id=gone.school_id, **words)
    return gone


def _check(day: date) -> None:
    today = timezone.localdate()
    if day > today:
        raise DayNotYet
    if day < today - OLDEST:
        raise DayTooOld


def _locked_promise(delivery: Delivery) -> Instalment | None:
    """The delivery's instalment under its promise's lock, which comes before the delivery's own."""
    if delivery.instalment is None:
        return None
    promise = Commitment.objects.select_for_update(of=("self",)).get(pk=delivery.instalment.commitment_id)
    return promise.instalments.get(pk=delivery.instalment_id)


def _bringer(tanker: Tanker | None, instalment: Instalment | None, partner: Partner | None) -> Partner | None:
    if tanker:
        return tanker.partner
    return instalment.commitment.partner if instalment else partner


def _note(*, day: date, tanker: Tanker | None, instalment: Instalment | None, partner, by, at, **told) -> Delivery:
    return Delivery.objects.create(
        day=day,
        tanker=tanker,
        instalment=instalment,
        partner=_bringer(tanker, instalment, partner),
        is_authorised=day <= tanker.valid_to if tanker else None,
        recorded_by=by,
        recorded_at=at or timezone.now(),
        **told,
    )


def _attest(instalment, litres, day, voice, at) -> None:
    """In the unit of the promise: litres where it was promised in litres, else «se entregó»."""
    quantity = None
    if instalment.commitment.unit.strip().lower().rstrip(".") in LITRE_WORDS:
        quantity = Decimal(litres)
    is_less = quantity is not None and quantity < instalment.quantity
    outcome = Outcome.PARTLY if is_less else Outcome.DELIVERED
    attest(instalment=instalment, voice=voice, outcome=outcome, quantity=quantity, seen_date=day, at=at)
