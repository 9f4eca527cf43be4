from guardians.models.guardians import Code, Guardian, Tie, Watch, speakers_for_others
from guardians.models.samples import Candidate, Sample
from guardians.models.visits import OWNER, VISIT_FORM, Counter, Visit, VisitFile, Watched

__all__ = [
    "OWNER",
    "VISIT_FORM",
    "Candidate",
    "Code",
    "Counter",
    "Guardian",
    "Sample",
    "Tie",
    "Visit",
    "VisitFile",
    "Watch",
    "Watched",
    "speakers_for_others",
]
