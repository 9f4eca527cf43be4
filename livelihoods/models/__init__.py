from livelihoods.models.enterprises import Enterprise, EnterpriseChange, FamiliesCount
from livelihoods.models.groups import Grant, GroupMember, InitiativeGroup
from livelihoods.models.ledger import INCOME_DAYS, Allocation, Income
from livelihoods.models.support import Support, Watch
from livelihoods.models.words import Word

__all__ = [
    "INCOME_DAYS",
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
