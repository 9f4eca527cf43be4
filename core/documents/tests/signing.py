"""Throw-away certificates and PDFs signed with them, as FirmaPerú or ReFirma would."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec

COMMON_NAME = "QUISPE MAMANI Hilda FIR 29451234 hard"


@cache
def key_file(common_name: str = COMMON_NAME, password: bytes = b"") -> bytes:
    """A PKCS#12 file with a self-signed certificate."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    protection = BestAvailableEncryption(password) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, protection)


def signed(pdf: bytes, *, field: str = "Firma1", common_name: str = COMMON_NAME, box=(50, 50, 200, 110)) -> bytes:
    """The PDF with a visible signature added behind it."""
    signer = SimpleSigner.load_pkcs12_data(key_file(common_name), other_certs=[])
    out = io.BytesIO()
    spec = SigFieldSpec(field, on_page=0, box=box)
    pen = PdfSigner(PdfSignatureMetadata(field_name=field), signer=signer, new_field_spec=spec)
    # In a thread of its own: pyhanko starts an event loop, and the browser stories run in one already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(pen.sign_pdf, IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out).result()
    return out.getvalue()


def with_note_over_it(pdf: bytes) -> bytes:
    """The PDF with a text box laid over its first page, added behind our bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    rectangle = generic.ArrayObject(generic.NumberObject(side) for side in (50, 400, 500, 600))
    note = {"/Type": generic.NameObject("/Annot"), "/Subtype": generic.NameObject("/FreeText"), "/Rect": rectangle}
    note = generic.DictionaryObject({generic.NameObject(key): value for key, value in note.items()})
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    return _written(writer)


def with_other_words(pdf: bytes) -> bytes:
    """The PDF whose first page was replaced behind our bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    return _written(writer)


def _written(writer) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def as_upload(content: bytes, name: str = "oficio[F].pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")
