from dialogues.forms.invited import InvitationForm, RoomForm
from dialogues.forms.reading import ReadingForm
from dialogues.forms.staff import (
    AgreementCorrection,
    AgreementForm,
    AttendanceCorrection,
    AttendanceForm,
    CirculateForm,
    MemberForm,
    ProblemForm,
    ReachForm,
    ReasonForm,
    RulingForm,
    SessionForm,
    TableForm,
    TableNameForm,
)

__all__ = [
    "AgreementCorrection",
    "AgreementForm",
    "AttendanceCorrection",
    "AttendanceForm",
    "CirculateForm",
    "InvitationForm",
    "MemberForm",
    "ProblemForm",
    "ReachForm",
    "ReadingForm",
    "ReasonForm",
    "RoomForm",
    "RulingForm",
    "SessionForm",
    "TableForm",
    "TableNameForm",
]
