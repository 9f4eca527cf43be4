"""PDFs signed outside: is ours the unchanged beginning, what do the signatures say, and is anything else new?"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.files.images import UploadRefused

# An identity number in a certificate's name stays in the file; we do not copy it.
IDENTITY_NUMBER = re.compile(r"\b\d{8,}\b")
CERTIFICATE_WORDS = re.compile(r"\b(FIR|FAU|hard|soft|DNI|RUC)\b:?", re.IGNORECASE)
# What a signer may write anew of the catalog and of a page without touching what is read.
CATALOG_MAY_CHANGE = {"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Metadata", "/Version", "/Names"}
PAGE_MAY_CHANGE = {"/Annots", "/Tabs", "/LastModified"}
# Fewer bytes in common are chance: every PDF begins alike.
SAME_BEGINNING = 1024


class NotSigned(UploadRefused):
    message = _("Es el PDF emitido, sin ninguna firma añadida. Fírmelo y vuelva a adjuntarlo.")


class Incomplete(UploadRefused):
    message = _("El archivo está incompleto: se cortó al guardarlo o enviarlo. Vuelva a descargarlo del firmador.")


class BeginningChanged(UploadRefused):
    message = _(
        "El archivo viene de este documento, pero algo de su contenido cambió. "
        "Descargue aquí el PDF emitido y fírmelo sin abrirlo en otro programa."
    )


class OtherFile(UploadRefused):
    message = _(
        "No es el PDF emitido de este documento, o se guardó de nuevo con otro programa antes de firmarlo. "
        "Descárguelo aquí, fírmelo sin abrirlo en otro programa y adjunte el archivo firmado."
    )


class Encrypted(UploadRefused):
    message = _("El archivo tiene contraseña o está cifrado. Quítele la protección antes de firmarlo.")


class BrokenSignature(UploadRefused):
    message = _("La firma del archivo no corresponde a su contenido. Vuelva a firmar el PDF emitido.")


class NotReadable(UploadRefused):
    message = _("No pudimos leer lo que se añadió al PDF. Vuelva a firmar el PDF emitido y adjúntelo otra vez.")


@dataclass(frozen=True)
class SignedReading:
    """`signers` as the signatures say, [{"name", "said_at"}]; `has_other_changes`: more than signatures was added."""

    signers: list[dict[str, str]]
    has_other_changes: bool


def read_signed(*, issued: bytes, signed: bytes) -> SignedReading:
    """Read a PDF that must be ours with signatures added behind it.

    Nobody's certificate is checked against an authority: names are what the signature says. Raises UploadRefused.
    """
    # Late import: pyHanko is slow to load and only this reading needs it.
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    _check_beginning(issued, signed)
    try:
        reader = PdfFileReader(io.BytesIO(signed), strict=False)
        if reader.encrypted:
            raise Encrypted
        added = [one for one in reader.embedded_signatures if _end(one) > len(issued)]
        if not added:
            raise NotSigned
        return SignedReading([_signer(one) for one in added], _has_other_changes(reader, issued))
    except UploadRefused:
        raise
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        # A damaged PDF fails in the reader in many ways; to the person it is one.
        raise NotReadable from error


def _check_beginning(issued, signed):
    if signed == issued:
        raise NotSigned
    if signed.startswith(issued):
        if not signed.rstrip(b"\x00\t\n\r ").endswith(b"%%EOF"):
            raise Incomplete
        return
    if issued.startswith(signed):
        raise Incomplete
    if b"/Encrypt" in signed and b"/Encrypt" not in issued:
        raise Encrypted
    raise BeginningChanged if issued[:SAME_BEGINNING] == signed[:SAME_BEGINNING] else OtherFile


def _end(signature) -> int:
    start, length = list(signature.byte_range)[-2:]
    return int(start) + int(length)


def _signer(signature) -> dict[str, str]:
    # Late import: see read_signed.
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    is_intact, is_valid = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
    )
    if not (is_intact and is_valid):
        raise BrokenSignature
    said_at = signature.self_reported_timestamp
    return {"name": _name(signature), "said_at": said_at.isoformat() if said_at else ""}


def _name(signature) -> str:
    names = signature.signer_cert.subject.native
    name = str(names.get("common_name", ""))
    return " ".join(CERTIFICATE_WORDS.sub(" ", IDENTITY_NUMBER.sub(" ", name)).split()).strip(" -,")[:120]


def _has_other_changes(reader, issued) -> bool:
    """Whether anything that is read was written anew behind our bytes: a text, a picture, a note laid over it."""
    # Late import: see read_signed.
    from pyhanko.pdf_utils.reader import PdfFileReader

    before = PdfFileReader(io.BytesIO(issued), strict=False)
    if before.root["/Pages"]["/Count"] != reader.root["/Pages"]["/Count"]:
        return True
    if _differs(before.root, reader.root, CATALOG_MAY_CHANGE):
        return True
    if any(_differs(*pages, PAGE_MAY_CHANGE) for pages in zip(_pages(before), _pages(reader), strict=True)):
        return True
    if any(_has_new_notes(*pages) for pages in zip(_pages(before), _pages(reader), strict=True)):
        return True
    return bool(_rewritten(before, reader) - _allowed(reader) - _allowed(before))


def _pages(reader) -> Iterator:
    def walk(node):
        for kid in (kid.get_object() for kid in node["/Kids"]):
            if kid["/Type"] == "/Page":
                yield kid
            else:
                yield from walk(kid)

    return walk(reader.root["/Pages"])


def _part(holder, key, absent):
    # Not get(): pyHanko's gives the pointer, not what it points to.
    return holder[key] if key in holder else absent  # noqa: SIM401


def _differs(before, after, may_change: Iterable[str]) -> bool:
    fixed = (set(before) | set(after)) - set(may_change)
    return any(key not in before or key not in after or _raw(before, key) != _raw(after, key) for key in fixed)


def _raw(holder, key) -> bytes:
    """One entry as it is written: a direct value, or the number of the object it points to."""
    out = io.BytesIO()
    holder.raw_get(key).write_to_stream(out, None)
    return out.getvalue()


def _has_new_notes(before, after) -> bool:
    """A new annotation that is no field of a form can cover what stands below it."""
    old, new = (_part(page, "/Annots", []) for page in (before, after))
    known = {_raw(old, index) for index in range(len(old))}
    added = [index for index in range(len(new)) if _raw(new, index) not in known]
    return any(new[index]["/Subtype"] != "/Widget" for index in added)


def _rewritten(before, reader) -> set:
    """Numbers of our objects that stand anew behind our bytes."""
    ours = before.xrefs.total_revisions
    later = range(ours, reader.xrefs.total_revisions)
    return {
        (ref.idnum, ref.generation)
        for revision in later
        for ref in reader.xrefs.explicit_refs_in_revision(revision)
        if _is_known(before, ref)
    }


def _is_known(before, ref) -> bool:
    return any(ref in before.xrefs.explicit_refs_in_revision(n) for n in range(before.xrefs.total_revisions))


def _allowed(reader) -> set:
    """Objects a signer writes anew; catalog and pages are compared one by one elsewhere."""
    root, pages = reader.root, list(_pages(reader))
    tree = _part(root, "/StructTreeRoot", {})
    places = [(root, "/AcroForm"), (root, "/Metadata"), (root, "/StructTreeRoot"), (tree, "/ParentTree")]
    places += [(reader.trailer, "/Info"), *((page, "/Annots") for page in pages)]
    refs = [part.container_ref for part in (root, *pages)]
    refs += [holder[key].container_ref for holder, key in places if key in holder]
    return {(ref.idnum, ref.generation) for ref in refs if hasattr(ref, "idnum")}
