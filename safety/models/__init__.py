from safety.models.answers import Answer, AnswerPhoto, DimensionScore
from safety.models.checklists import ChecklistItem, ChecklistVersion
from safety.models.checks import Check
from safety.models.imports import CheckImport

__all__ = [
    "Answer",
    "AnswerPhoto",
    "Check",
    "CheckImport",
    "ChecklistItem",
    "ChecklistVersion",
    "DimensionScore",
]
