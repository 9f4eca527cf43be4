"""Voice notes as phones record them: known by their first bytes, kept as MP3 encoded anew."""

import io
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core.files.images import UploadRefused

MAX_AUDIO_BYTES = 8 * 1024 * 1024
MAX_SECONDS, MIN_SECONDS = 15 * 60, 0.3
HEAD_BYTES = 16
CONTENT_TYPE, SUFFIX = "audio/mpeg", ".mp3"
# Enough for a voice, and every browser plays it, which is not so of the AMR of old phones.
RATE, BITS_A_SECOND = 24_000, 48_000
PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
# First bytes, and the only reader that is then let near the file: guessing would let in playlists and pictures.
STARTS = {
    b"OggS": "ogg",
    b"\x1aE\xdf\xa3": "matroska",
    b"#!AMR": "amr",
    b"ID3": "mp3",
    b"\xff\xfb": "mp3",
    b"\xff\xf3": "mp3",
    b"\xff\xf2": "mp3",
    b"\xff\xfa": "mp3",
    b"\xff\xf1": "aac",
    b"\xff\xf9": "aac",
}
CODECS = ("opus", "vorbis", "aac", "mp3", "amr_nb", "amr_wb", "pcm_s16le", "pcm_u8", "flac", "alac")


class NotAVoiceNote(UploadRefused):
    message = _("El archivo no es una grabación de voz que podamos leer. Grábela otra vez con su teléfono.")


class VoiceNoteTooLarge(UploadRefused):
    message = _("La grabación pesa más de 8 MB. Grabe una más corta, de hasta cinco minutos.")


class VoiceNoteTooLong(UploadRefused):
    message = _("La grabación dura más de quince minutos. Grabe una más corta.")


class CleanAudio(NamedTuple):
    content: bytes
    seconds: float


def audio_format(head: bytes) -> str | None:
    """Container of a recording that begins with `head`, or None."""
    if head[4:8] == b"ftyp":
        return None if head[8:12] in PICTURE_BRANDS else "mp4"
    if head[:4] == b"RIFF":
        return "wav" if head[8:12] == b"WAVE" else None
    return next((kind for start, kind in STARTS.items() if head.startswith(start)), None)


def check_audio(upload) -> str:
    """Container of a voice note, by its first bytes; raises VoiceNoteTooLarge and NotAVoiceNote."""
    if upload.size > MAX_AUDIO_BYTES:
        raise VoiceNoteTooLarge
    upload.seek(0)
    kind = audio_format(upload.read(HEAD_BYTES))
    if kind is None:
        raise NotAVoiceNote
    return kind


def clean_audio(upload) -> CleanAudio:
    """Decode the voice and encode it anew as mono MP3: no place, no names, no cover, nothing hidden behind it.

    What is damaged in the middle is left out. Raises UploadRefused (one of its kinds).
    """
    kind = check_audio(upload)
    upload.seek(0)
    try:
        return _encoded_anew(io.BytesIO(upload.read()), kind)
    except UploadRefused:
        raise
    except Exception as error:  # FFmpeg raises many kinds on damaged files
        raise NotAVoiceNote from error


def _encoded_anew(source, kind) -> CleanAudio:
    import av  # late: loads FFmpeg, which only the worker needs

    out, seconds = io.BytesIO(), 0.0
    with av.open(source, format=kind) as sound, av.open(out, "w", format="mp3") as target:
        voice = _the_voice(sound)
        mp3 = target.add_stream("libmp3lame", rate=RATE, layout="mono", bit_rate=BITS_A_SECOND)
        even = av.AudioResampler(format=mp3.format, layout="mono", rate=RATE)
        for frame in chain(_frames(sound, voice), [None]):
            for part in even.resample(frame):
                seconds += part.samples / RATE
                if seconds > MAX_SECONDS:
                    raise VoiceNoteTooLong
                part.pts = None
                target.mux(mp3.encode(part))
        target.mux(mp3.encode(None))
    if seconds < MIN_SECONDS:
        raise NotAVoiceNote
    return CleanAudio(out.getvalue(), seconds)


def _the_voice(sound):
    """The one stream of sound; a film is no voice note, a cover picture beside it is left behind."""
    films = [stream for stream in sound.streams.video if "attached_pic" not in stream.disposition.name]
    voices = [stream for stream in sound.streams.audio if stream.codec_context.codec.canonical_name in CODECS]
    if films or len(voices) != 1:
        raise NotAVoiceNote
    return voices[0]


def _frames(sound, voice):
    from av.error import InvalidDataError  # late: as above

    with suppress(InvalidDataError):  # what hangs behind the recording
        for packet in sound.demux(voice):
            with suppress(InvalidDataError):
                yield from packet.decode()
