import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.documents.models import Document, SignedCopy


@dataclass(frozen=True)
class Verdict:
    """What a file somebody holds is, in a tone and a sentence."""

    kind: str
    text: str


def compare(upload, document: Document, copies: Sequence[SignedCopy]) -> Verdict:
    """Whether a file is, byte for byte, the issued PDF or one of its signed copies."""
    digest = _sha256(upload)
    if digest == document.file_sha256:
        return Verdict("success", _("Es el PDF emitido, sin ningún cambio."))
    copy = next((copy for copy in copies if copy.sha256 == digest), None)
    if copy is None:
        return Verdict("warning", _("No es el PDF emitido ni una de sus copias firmadas: cambió o es otro archivo."))
    if copy.is_digital and copy.has_other_changes:
        return Verdict(
            "warning", _("Es la copia firmada que la UGEL adjuntó. Además de la firma contiene otros cambios.")
        )
    return Verdict("success", _("Es la copia firmada que la UGEL adjuntó, sin ningún cambio."))


def _sha256(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
