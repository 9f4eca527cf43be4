from commitments.models.commitments import Commitment, CommitmentCounter
from commitments.models.covers import NeedCover
from commitments.models.evidence import Evidence
from commitments.models.feeds import CalendarFeed
from commitments.models.history import CommitmentEvent, InstalmentEvent
from commitments.models.instalments import Instalment, Reschedule
from commitments.models.keys import KeyPromise, PartnerKey
from commitments.models.links import CommitmentLink
from commitments.models.standings import Standing
from commitments.models.statements import Attestation, Resolution
from commitments.models.terms import Confirmation, Part, Version
from commitments.models.thanks import Thanks

__all__ = [
    "Attestation",
    "CalendarFeed",
    "Commitment",
    "CommitmentCounter",
    "CommitmentEvent",
    "CommitmentLink",
    "Confirmation",
    "Evidence",
    "Instalment",
    "InstalmentEvent",
    "KeyPromise",
    "NeedCover",
    "Part",
    "PartnerKey",
    "Reschedule",
    "Resolution",
    "Standing",
    "Thanks",
    "Version",
]
