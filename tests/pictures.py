"""Small honest photos for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo_upload(name: str = "foto.jpg", size: tuple[int, int] = (640, 480), color: str = "#0B6E6E"):
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
