from dialogues.forms.reading import ReadingForm
from dialogues.forms.staff import (
    AgreementForm,
    AttendanceForm,
    CirculateForm,
    ProblemForm,
    RulingForm,
    SessionForm,
    TableForm,
)

__all__ = [
    "AgreementForm",
    "AttendanceForm",
    "CirculateForm",
    "ProblemForm",
    "ReadingForm",
    "RulingForm",
    "SessionForm",
    "TableForm",
]
