from commitments.forms.attesting import AttestForm
from commitments.forms.many import ManyForm
from commitments.forms.partner import ConfirmForm, DeliveryForm, OtherAnswerForm, RecordForm, SheetForm, TermsForm
from commitments.forms.staff import (
    AttestOnBehalfForm,
    ChangeForm,
    DeclineForm,
    MonthForm,
    OnBehalfForm,
    PaperForm,
    PromiseForm,
    ReasonForm,
    RescheduleForm,
    ResolveForm,
    remaining_schedule,
)

__all__ = [
    "AttestForm",
    "AttestOnBehalfForm",
    "ChangeForm",
    "ConfirmForm",
    "DeclineForm",
    "DeliveryForm",
    "ManyForm",
    "MonthForm",
    "OnBehalfForm",
    "OtherAnswerForm",
    "PaperForm",
    "PromiseForm",
    "ReasonForm",
    "RecordForm",
    "RescheduleForm",
    "ResolveForm",
    "SheetForm",
    "TermsForm",
    "remaining_schedule",
]
