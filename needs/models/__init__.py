from needs.models.attachments import NeedAttachment
from needs.models.imports import ImportHabit, NeedImport
from needs.models.needs import Need, NeedCounter

__all__ = ["ImportHabit", "Need", "NeedAttachment", "NeedCounter", "NeedImport"]
