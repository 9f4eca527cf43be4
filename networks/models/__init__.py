from networks.models.meetings import Acta, Attendance, Call, Meeting
from networks.models.members import Coordination, NetworkMember
from networks.models.networks import ACTIVE_DAYS, OWNER, Network
from networks.models.work import Task, TaskCommitment

__all__ = [
    "ACTIVE_DAYS",
    "OWNER",
    "Acta",
    "Attendance",
    "Call",
    "Coordination",
    "Meeting",
    "Network",
    "NetworkMember",
    "Task",
    "TaskCommitment",
]
