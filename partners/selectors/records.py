"""How a partner keeps its promises, as the UGEL and the partner itself read it; never for the public or for print."""

from dataclasses import dataclass

from core.strategies.registry import PromiseRecord, contributions, partner_records
from partners.models import Partner, RecordAnswer


@dataclass(frozen=True)
class RecordShown:
    """The counts, and the partner's own word beside them, latest first."""

    counts: PromiseRecord
    answers: list[RecordAnswer]

    @property
    def ended(self) -> int:
        """Promises that came to an end, one way or another."""
        return self.counts.kept + self.counts.late + self.counts.could_not + self.counts.broken

    @property
    def is_empty(self) -> bool:
        return not (self.ended or self.counts.open or self.answers)


def promises_are_known() -> bool:
    """Whether any app of the house knows promises."""
    return any(contribution.partner_records for contribution in contributions())


def record_of(partner: Partner) -> RecordShown:
    """What is known of one partner; zero counts where it promised nothing."""
    counts = partner_records([partner.pk]).get(partner.pk, PromiseRecord())
    return RecordShown(counts, list(partner.record_answers.order_by("-at", "-id")))


def open_promises() -> dict[int, int]:
    """How many promises of each partner are open; partners without one are absent."""
    return {partner_id: record.open for partner_id, record in partner_records().items() if record.open}
