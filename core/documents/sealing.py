"""The server's seal: it says that a PDF left this system unchanged; it is nobody's signature."""

import io
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SEAL_FIELD = "Sello del sistema"


def is_seal_on() -> bool:
    return bool(settings.PAPER_SEAL_FILE)


def sealed(pdf: bytes) -> tuple[bytes, bool]:
    """The PDF with the seal behind it and True; as it was and False where the platform has no key."""
    if not is_seal_on():
        return pdf, False
    # Late import: pyHanko is slow to load, and most platforms have no seal.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, fields, sign_pdf

    out = io.BytesIO()
    about = PdfSignatureMetadata(
        field_name=SEAL_FIELD, subfilter=fields.SigSeedSubFilter.PADES, reason=SEAL_FIELD, name="COMUSET"
    )
    sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), about, signer=_signer(), output=out)
    return out.getvalue(), True


def _signer():
    # Late import: see sealed.
    from pyhanko.sign import SimpleSigner

    path = Path(settings.PAPER_SEAL_FILE)
    passphrase = settings.PAPER_SEAL_PASSWORD.encode() or None
    signer = SimpleSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=passphrase)
    if signer is None:
        raise ImproperlyConfigured(f"PAPER_SEAL_FILE: {path} could not be opened with PAPER_SEAL_PASSWORD.")
    return signer
