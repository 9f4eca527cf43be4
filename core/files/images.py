import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps

from core.tenancy.errors import DomainError

pillow_heif.register_heif_opener()

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
PHOTO_SIDE, THUMB_SIDE = 1600, 400
END_OF_JPEG = b"\xff\xd9"


class UploadRefused(DomainError):
    message = _("No se pudo leer el archivo. Tome la foto otra vez o elija otro archivo.")


class PhotoTooLarge(UploadRefused):
    message = _("La foto pesa más de 15 MB. Tómela con menor resolución o envíela más pequeña.")


class PhotoTooManyPixels(UploadRefused):
    message = _("La foto tiene demasiados píxeles. Tómela con menor resolución.")


class NotAPhoto(UploadRefused):
    message = _("El archivo no es una foto que podamos leer. Envíe una imagen JPG, PNG, WEBP o HEIC.")


@dataclass(frozen=True)
class CleanImage:
    photo: bytes
    thumb: bytes
    width: int
    height: int


def clean_image(upload) -> CleanImage:
    """Decode and draw the picture anew as JPEG of at most 1600 px: no EXIF, no GPS, nothing hidden behind it.

    Raises UploadRefused (one of its kinds) for anything that is not one honest picture.
    """
    with _opened(upload) as source:
        picture = _on_white(ImageOps.exif_transpose(source))
    picture.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
    small = picture.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE))
    return CleanImage(_jpeg(picture, 82), _jpeg(small, 75), picture.width, picture.height)


def check_image(upload) -> None:
    """Refuse at once what plainly could not be drawn later; whoever draws it, decoding it all, has the last word.

    Cheap: a JPEG that ends as one is believed until then, another is decoded at an eighth of its size.
    """
    has_end = _last_bytes(upload).rstrip(b"\0").endswith(END_OF_JPEG)
    with _opened(upload) as source:
        if source.format in ("JPEG", "MPO"):
            if has_end:
                return
            source.draft("RGB", (source.width // 8, source.height // 8))
            source.load()
        else:
            source.verify()


def _on_white(picture):
    """The colours as a person sees them, whatever the file counts them in: sixteen bits, inks, a palette, glass."""
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        glass = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", glass.size, "white"), glass)
    return picture.convert("RGB")


def _last_bytes(upload, count=64) -> bytes:
    upload.seek(max(0, upload.size - count))
    return upload.read(count)


@contextmanager
def _opened(upload):
    if upload.size > MAX_BYTES:
        raise PhotoTooLarge
    upload.seek(0)
    # WeasyPrint switches this on for the whole process; half a photo is not a photo.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as source:
                # The header is enough to refuse a bomb; decoding it would be the harm.
                if source.width * source.height > MAX_PIXELS:
                    raise PhotoTooManyPixels
                yield source
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooManyPixels from error
    except UploadRefused:
        raise
    except Exception as error:  # Pillow raises many kinds on damaged files
        raise NotAPhoto from error


def _jpeg(picture, quality) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
