from livelihoods.models.enterprises import Enterprise, EnterpriseChange, FamiliesCount
from livelihoods.models.groups import Grant, GroupMember, InitiativeGroup
from livelihoods.models.ledger import Allocation, Income
from livelihoods.models.support import Support, Watch
from livelihoods.models.words import Word

__all__ = [
    "Allocation",
    "Enterprise",
    "EnterpriseChange",
    "FamiliesCount",
    "Grant",
    "GroupMember",
    "Income",
    "InitiativeGroup",
    "Support",
    "Watch",
    "Word",
]
