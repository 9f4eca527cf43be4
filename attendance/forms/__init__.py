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
from attendance.forms.outside import OutsideForm
from attendance.forms.weeks import PART, ChronicForm, WeekForm, week_paper

__all__ = [
    "PART",
    "ChronicForm",
    "CloseForm",
    "FollowForm",
    "ForgetForm",
    "GiveForm",
    "OpenCaseForm",
    "OutsideForm",
    "ReturnForm",
    "StepForm",
    "VisitForm",
    "WeekForm",
    "WordsForm",
    "week_paper",
]
