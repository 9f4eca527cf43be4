from alliances.models.alliances import OWNER, Alliance, AlliancePaper, AllianceParty, AllianceSchool
from alliances.models.calls import Call, CalledContact, CallNeed, Offered, OfferedCommitment
from alliances.models.open_offers import OpenOffer
from alliances.models.resources import Resource

__all__ = [
    "OWNER",
    "Alliance",
    "AlliancePaper",
    "AllianceParty",
    "AllianceSchool",
    "Call",
    "CallNeed",
    "CalledContact",
    "Offered",
    "OfferedCommitment",
    "OpenOffer",
    "Resource",
]
