"""PDF from outside: kept as they came, because a signature covers every byte, and therefore looked through."""

import io
import re

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from core.files.images import UploadRefused

MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
MAX_OBJECTS = 100_000
START = re.compile(rb"%PDF-\d\.\d")
# What acts or hides: programs, other files, calls to the outside. A scan has none of it.
ACTIVE_KEYS = {"/JS", "/XFA", "/EF"}
ACTIVE_KINDS = {
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/RichMedia",
    "/FileAttachment",
    "/ImportData",
    "/SubmitForm",
}


class NotADocument(UploadRefused):
    message = _("El archivo no es un PDF. Escanee el documento como PDF y vuelva a adjuntarlo.")


class DocumentTooLarge(UploadRefused):
    message = _("El documento pesa más de 25 MB. Escanéelo con menor resolución.")


class LockedDocument(UploadRefused):
    message = _("El PDF está protegido con contraseña. Guárdelo sin contraseña y vuelva a adjuntarlo.")


class ActiveDocument(UploadRefused):
    message = _("El PDF lleva dentro programas u otros archivos. Imprímalo, escanéelo y adjunte el escaneado.")


def checked_pdf(upload) -> bytes:
    """The bytes of a harmless PDF; raises UploadRefused (one of its kinds) with the sentence to show."""
    if upload.size > MAX_DOCUMENT_BYTES:
        raise DocumentTooLarge
    upload.seek(0)
    content = upload.read()
    # Nothing before the PDF and nothing behind it: a file that is also a page or an archive is refused.
    if not START.match(content) or not content.rstrip(b"\x00\t\n\r ").endswith(b"%%EOF"):
        raise NotADocument
    try:
        _look_through(PdfReader(io.BytesIO(content)))
    except UploadRefused:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise NotADocument from error
    return content


def _look_through(reader) -> None:
    if reader.is_encrypted:
        raise LockedDocument
    numbers = {number for of_generation in reader.xref.values() for number in of_generation} | set(reader.xref_objStm)
    if not len(reader.pages) or len(numbers) > MAX_OBJECTS:
        raise NotADocument
    for number in numbers:
        if _is_active(reader.get_object(number)):
            raise ActiveDocument


def _is_active(thing) -> bool:
    """Whether an object, or what stands in it, acts; objects it points to are looked at by themselves."""
    if isinstance(thing, list):
        return any(map(_is_active, thing))
    if not isinstance(thing, DictionaryObject):
        return False
    kinds = {str(thing.raw_get(key)) for key in ("/S", "/Type", "/Subtype") if key in thing}
    parts = [thing.raw_get(key) for key in thing]
    return bool(ACTIVE_KEYS & thing.keys() or ACTIVE_KINDS & kinds) or any(map(_is_active, parts))
