from dialogues.forms.reading import ReadingForm
from dialogues.forms.staff import (
    AgreementCorrection,
    AgreementForm,
    AttendanceCorrection,
    AttendanceForm,
    CirculateForm,
    ProblemForm,
    ReachForm,
    ReasonForm,
    RulingForm,
    SessionForm,
    TableForm,
)

__all__ = [
    "AgreementCorrection",
    "AgreementForm",
    "AttendanceCorrection",
    "AttendanceForm",
    "CirculateForm",
    "ProblemForm",
    "ReachForm",
    "ReadingForm",
    "ReasonForm",
    "RulingForm",
    "SessionForm",
    "TableForm",
]
