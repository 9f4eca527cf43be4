from core.documents.services.issuing import (
    AlreadySuperseded,
    attach_file,
    canonical_json,
    issue,
    record_sgd_expediente,
    record_year_name,
    sha256_of,
)
from core.documents.services.papers import issue_paper

__all__ = [
    "AlreadySuperseded",
    "attach_file",
    "canonical_json",
    "issue",
    "issue_paper",
    "record_sgd_expediente",
    "record_year_name",
    "sha256_of",
]
