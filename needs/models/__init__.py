from needs.models.attachments import NeedAttachment
from needs.models.needs import Need, NeedCounter

__all__ = ["Need", "NeedAttachment", "NeedCounter"]
