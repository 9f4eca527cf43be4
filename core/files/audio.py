"""Voice notes as phones record them: recognised by their first bytes and kept as they came."""

from django.utils.translation import gettext_lazy as _

from core.files.images import UploadRefused

MAX_AUDIO_BYTES = 8 * 1024 * 1024
HEAD_BYTES = 16
PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
# first bytes: content type and the name's ending
STARTS = {
    b"OggS": ("audio/ogg", ".ogg"),
    b"\x1aE\xdf\xa3": ("audio/webm", ".webm"),
    b"#!AMR": ("audio/amr", ".amr"),
    b"ID3": ("audio/mpeg", ".mp3"),
    b"\xff\xfb": ("audio/mpeg", ".mp3"),
    b"\xff\xf3": ("audio/mpeg", ".mp3"),
    b"\xff\xf1": ("audio/aac", ".aac"),
    b"\xff\xf9": ("audio/aac", ".aac"),
}


class NotAVoiceNote(UploadRefused):
    message = _("El archivo no es una grabación de voz que podamos leer. Grábela otra vez con su teléfono.")


class VoiceNoteTooLarge(UploadRefused):
    message = _("La grabación pesa más de 8 MB. Grabe una más corta, de hasta cinco minutos.")


def audio_type(head: bytes) -> tuple[str, str] | None:
    """Content type and ending of a recording that begins with `head`, or None."""
    if head[4:8] == b"ftyp":
        return None if head[8:12] in PICTURE_BRANDS else ("audio/mp4", ".m4a")
    if head[:4] == b"RIFF":
        return ("audio/wav", ".wav") if head[8:12] == b"WAVE" else None
    return next((kind for start, kind in STARTS.items() if head.startswith(start)), None)


def check_audio(upload) -> tuple[str, str]:
    """Content type and ending of a voice note; raises VoiceNoteTooLarge and NotAVoiceNote."""
    if upload.size > MAX_AUDIO_BYTES:
        raise VoiceNoteTooLarge
    upload.seek(0)
    kind = audio_type(upload.read(HEAD_BYTES))
    if kind is None:
        raise NotAVoiceNote
    return kind
