"""Pictures, recordings and papers for tests, good and bad."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


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


VOICE = b"OggS\x00\x02" + bytes(2000)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
