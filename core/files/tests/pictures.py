"""Pictures, recordings and papers for tests, good and bad."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from core.files.tests.recordings import recording


def picture(size=(3000, 2000), kind="JPEG", color="#0B6E6E", **save):
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **save)
    return out.getvalue()


def upload(content, name="foto.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def with_gps():
    exif = Image.Exif()
    exif[0x010F] = "Cámara de Rosa"
    exif.get_ifd(0x8825)[1] = "S"
    return picture(exif=exif)


VOICE = recording()
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def pdf(change=lambda writer: None) -> bytes:
    """One empty page, and what `change(writer)` adds."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    change(writer)
    writer.write(out)
    return out.getvalue()


def runs_a_program(writer):
    program = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(program)


PDF = pdf()
