from attendance.forms.cases import (
    CloseForm,
    FollowForm,
    ForgetForm,
    GiveForm,
    OpenCaseForm,
    ReturnForm,
    StepForm,
    VisitForm,
    WordsForm,
)
from attendance.forms.weeks import PART, ChronicForm, WeekForm

__all__ = [
    "PART",
    "ChronicForm",
    "CloseForm",
    "FollowForm",
    "ForgetForm",
    "GiveForm",
    "OpenCaseForm",
    "ReturnForm",
    "StepForm",
    "VisitForm",
    "WeekForm",
    "WordsForm",
]
