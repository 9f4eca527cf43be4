from adoptions.models.adoptions import Adoption, Holder, Recognition
from adoptions.models.days import DAY_FORM, OWNER, DayCommitment, DayPhoto, WorkDay
from adoptions.models.neediest import Addition, NeediestList, NeediestSchool

__all__ = [
    "DAY_FORM",
    "OWNER",
    "Addition",
    "Adoption",
    "DayCommitment",
    "DayPhoto",
    "Holder",
    "NeediestList",
    "NeediestSchool",
    "Recognition",
    "WorkDay",
]
