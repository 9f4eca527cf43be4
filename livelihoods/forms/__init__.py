from livelihoods.forms.groups import CloseForm, EndForm, FormGroupForm, GrantForm, GroupForm, MemberForm, WatchForm
from livelihoods.forms.ledger import EnterpriseForm, FamiliesForm, IncomeForm
from livelihoods.forms.support import SchoolSupportForm, SupportForm

__all__ = [
    "CloseForm",
    "EndForm",
    "EnterpriseForm",
    "FamiliesForm",
    "FormGroupForm",
    "GrantForm",
    "GroupForm",
    "IncomeForm",
    "MemberForm",
    "SchoolSupportForm",
    "SupportForm",
    "WatchForm",
]
