from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import CommitmentState, Promiser
from commitments.models import Commitment, CommitmentCounter, Instalment, Part, Version
from commitments.services import telling
from commitments.services.covering import cover_need
from commitments.services.remembering import remember
from commitments.services.scheduling import as_rows, checked
from core.strategies.settings import value
from core.tenancy.errors import DomainError


class NoPlace(DomainError):
    message = _("Elija al menos una escuela, o un territorio.")


@dataclass(frozen=True)
class Line:
    """One school (or the territory) of a promise: what it gets and when."""

    place: Any
    parts: Sequence[Part]
    needs: Sequence = ()
    valuation: Decimal | None = None


@transaction.atomic
def make_promise(
    *,
    lines: Sequence[Line],
    promiser: Promiser,
    what: str,
    unit: str,
    category: str,
    by,
    partner=None,
    followed_by=None,
    valuation_basis: str = "",
    strategy: str = "",
    origin_text: str = "",
    is_asked: bool = True,
    at=None,
) -> list[Commitment]:
    """Write down one promise, a commitment for each school; the promiser is asked once to confirm them all.

    `is_asked=False` where the promiser says yes in the same act.
    Raises NoPlace, NoDates, TooManyDates, QuantityMissing, NeedOfOtherSchool.
    """
    if not lines:
        raise NoPlace
    at = at or timezone.now()
    last = _take_numbers(len(lines))
    first = last - len(lines) + 1
    shared = {
        "group_number": first,
        "promiser": promiser,
        "partner": partner,
        "what": what,
        "unit": unit,
        "category": category,
        "strategy": strategy,
        "origin_text": origin_text,
        "tolerance_percent": Decimal(str(value("commitments.tolerance_percent"))),
        "followed_by": followed_by or by,
        "created_by": by,
        "created_at": at,
    }
    made = [
        _make_line(line, number=number, valuation_basis=valuation_basis, by=by, at=at, shared=shared)
        for number, line in enumerate(lines, start=first)
    ]
    if is_asked:
        telling.tell_proposed(made, by=by)
    return made


def make_commitment(*, school, parts: Sequence[Part], needs: Sequence = (), valuation=None, **promise) -> Commitment:
    """One promise for one school; takes what `make_promise` takes and raises what it raises."""
    return make_promise(lines=[Line(school, parts, needs, valuation)], **promise)[0]


def _make_line(line: Line, *, number, valuation_basis, by, at, shared) -> Commitment:
    parts = checked(line.parts)
    is_school = line.place._meta.model_name == "school"
    commitment = Commitment(
        number=number,
        school=line.place if is_school else None,
        territory=None if is_school else line.place,
        quantity=sum(part.quantity for part in parts),
        next_due_date=parts[0].due_date,
        valuation=line.valuation,
        valuation_basis=valuation_basis if line.valuation is not None else "",
        **shared,
    )
    commitment.save(force_insert=True)
    Instalment.objects.bulk_create(
        Instalment(commitment=commitment, position=position, due_date=part.due_date, quantity=part.quantity)
        for position, part in enumerate(parts, start=1)
    )
    Version.objects.create(
        commitment=commitment,
        number=1,
        what=commitment.what,
        unit=commitment.unit,
        schedule=as_rows(parts),
        asked_by=by.full_name,
        recorded_by=by,
        at=at,
    )
    remember(commitment, CommitmentState.PROPOSED, by=by, at=at, origin=commitment.origin_text)
    for need in line.needs:
        cover_need(commitment=commitment, need=need, by=by)
    return commitment


def _take_numbers(count: int) -> int:
    """The last of `count` numbers that follow each other; the counter's row is held until the caller commits."""
    if not CommitmentCounter.objects.update(last_number=F("last_number") + count):
        CommitmentCounter.objects.bulk_create([CommitmentCounter()], ignore_conflicts=True)
        CommitmentCounter.objects.update(last_number=F("last_number") + count)
    return CommitmentCounter.objects.get().last_number
