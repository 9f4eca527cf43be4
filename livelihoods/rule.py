"""The ledger of an income: what is shared out is what was left, to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Share:
    """A part of an income for one community and purpose; None is an amount nobody told."""

    village_id: int
    purpose: str
    amount: Decimal | None = None


def net_of(gross: Decimal | None, cost: Decimal | None, net: Decimal | None) -> Decimal | None:
    """What was left: as told, or sales less costs where only these were told."""
    if net is None and gross is not None and cost is not None:
        return gross - cost
    return net


def left_over(net: Decimal | None, shares: Iterable[Share]) -> Decimal | None:
    """What is still to be shared out, negative where too much was; None where it cannot be known.

    A loss leaves nothing to share out.
    """
    amounts = [share.amount for share in shares]
    if net is None or None in amounts:
        return None
    return max(net, Decimal(0)) - sum((amount for amount in amounts if amount is not None), Decimal(0))
