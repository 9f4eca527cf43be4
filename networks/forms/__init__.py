from networks.forms.meetings import CameForm, GuestForm, MeetingForm, NotesForm
from networks.forms.members import CoordinatorForm, EndForm, MemberCorrection, MemberForm
from networks.forms.networks import CloseForm, FoundForm, NetworkForm
from networks.forms.work import TaskCorrection, TaskForm

__all__ = [
    "CameForm",
    "CloseForm",
    "CoordinatorForm",
    "EndForm",
    "FoundForm",
    "GuestForm",
    "MeetingForm",
    "MemberCorrection",
    "MemberForm",
    "NetworkForm",
    "NotesForm",
    "TaskCorrection",
    "TaskForm",
]
