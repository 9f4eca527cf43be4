from dialogues.models.actas import Acta, Reading
from dialogues.models.invitations import Invitation, Member
from dialogues.models.tables import Agreement, AgreementCommitment, Attendance, Problem, Session, Table

__all__ = [
    "Acta",
    "Agreement",
    "AgreementCommitment",
    "Attendance",
    "Invitation",
    "Member",
    "Problem",
    "Reading",
    "Session",
    "Table",
]
