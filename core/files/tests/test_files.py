import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from core.files import access as file_access
from core.files import audio, images
from core.files.audio import MAX_AUDIO_BYTES, NotAVoiceNote, VoiceNoteTooLarge, VoiceNoteTooLong
from core.files.images import NotAPhoto, PhotoTooLarge, PhotoTooManyPixels
from core.files.models import StoredFile
from core.files.pdfs import ActiveDocument, DocumentTooLarge, LockedDocument, NotADocument
from core.files.services import (
    EmptyUpload,
    NotAPaper,
    store_audio,
    store_document,
    store_image,
    store_paper,
)
from core.files.tests.pictures import PDF, SVG, VOICE, pdf, picture, runs_a_program, upload, with_gps
from core.files.tests.recordings import film, recording, seconds_of

OWNER = "tests.Photo"


def test_store_image_draws_it_anew_small_and_without_traces(elmer):
    stored = store_image(upload(with_gps()), owner=OWNER, by=elmer)

    with default_storage.open(stored.key) as file, Image.open(file) as kept:
        assert (kept.size, kept.format, dict(kept.getexif())) == ((1600, 1067), "JPEG", {})
    with default_storage.open(stored.thumb_key) as file, Image.open(file) as small:
        assert max(small.size) == 400
    assert (stored.width, stored.height, stored.ugel.code, stored.key.split("/")[0]) == (1600, 1067, "230008", "230008")


def test_store_image_keeps_nothing_hidden_behind_the_picture(elmer):
    stored = store_image(upload(picture() + b"<script>alert(1)</script>PK\x03\x04"), owner=OWNER, by=elmer)

    with default_storage.open(stored.key) as file:
        assert b"<script>" not in file.read()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_store_image_takes_what_phones_send(elmer, kind):
    assert store_image(upload(picture(kind=kind)), owner=OWNER, by=elmer).content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyUpload),
        (b"%PDF-1.7 not a photo", NotAPhoto),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAPhoto),
        (picture()[:4000], NotAPhoto),
        (b"\x00" * 5000, NotAPhoto),
        (b"x" * (images.MAX_BYTES + 1), PhotoTooLarge),
        (picture(size=(9000, 9000), kind="PNG"), PhotoTooManyPixels),
    ],
    ids=["empty", "pdf", "svg", "truncated", "nul", "huge", "bomb"],
)
def test_bad_photo_is_refused_and_nothing_is_kept(elmer, content, refusal, settings):
    with pytest.raises(refusal) as refused:
        store_image(upload(content), owner=OWNER, by=elmer)

    assert str(refused.value) == str(refusal.message)
    assert StoredFile.objects.count() == 0
    assert not settings.MEDIA_ROOT.exists()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyUpload),
        (picture(), NotADocument),
        (b"%PDF-1.7 cut off", NotADocument),
        (b"%PDF-" + b"x" * 26_214_400, DocumentTooLarge),
        (b"<script>alert(1)</script>" + PDF, NotADocument),
        (PDF + b"PK\x03\x04 an archive behind it", NotADocument),
        (PDF + b"<html><script>alert(1)</script>", NotADocument),
        (b"%PDF-1.7 nothing in it %%EOF", NotADocument),
        (pdf(lambda writer: writer.encrypt("clave")), LockedDocument),
        (pdf(runs_a_program), ActiveDocument),
        (pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")), ActiveDocument),
    ],
    ids=[
        "empty",
        "photo",
        "truncated",
        "huge",
        "page before",
        "archive behind",
        "page behind",
        "hollow",
        "locked",
        "program",
        "file inside",
    ],
)
def test_bad_document_is_refused_and_nothing_is_kept(elmer, content, refusal):
    with pytest.raises(refusal):
        store_document(upload(content, "acta.pdf"), owner=OWNER, by=elmer)

    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "kind"), [(PDF, "document"), (PDF + b"\n\x00\x00", "document"), (picture(), "image")]
)
def test_a_paper_may_be_a_pdf_or_a_photo_of_it(elmer, content, kind):
    assert store_paper(upload(content, "oficio"), owner=OWNER, by=elmer).kind == kind


@pytest.mark.parametrize("content", [SVG, VOICE, b"PK\x03\x04" + bytes(99)], ids=["svg", "voice", "zip"])
def test_what_is_neither_says_both_ways_out(elmer, content):
    with pytest.raises(NotAPaper, match="Escanéelo como PDF o tómele una foto"):
        store_paper(upload(content), owner=OWNER, by=elmer)


SAID = {"title": "Rosa Quispe", "location": "-17.6-070.7/", "comment": "en la escuela"}


@pytest.mark.parametrize(
    ("kind", "codec", "rate"),
    [
        ("ogg", "libopus", 48_000),
        ("webm", "libopus", 48_000),
        ("ipod", "aac", 44_100),
        ("3gp", "libopencore_amrnb", 8_000),
        ("amr", "libopencore_amrnb", 8_000),
        ("mp3", "libmp3lame", 44_100),
        ("adts", "aac", 44_100),
        ("wav", "pcm_s16le", 16_000),
    ],
)
def test_voice_notes_of_every_phone_are_kept_as_sound_alone(elmer, kind, codec, rate):
    stored = store_audio(upload(recording(kind, codec, rate=rate, said=SAID), "nota"), owner=OWNER, by=elmer)

    with default_storage.open(stored.key) as file:
        kept = file.read()
    assert (stored.kind, stored.content_type, stored.key[-4:]) == ("audio", "audio/mpeg", ".mp3")
    assert [said for said in SAID.values() if said.encode() in kept] == []
    assert seconds_of(kept) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("tail", [b"PK\x03\x04 an archive behind it" * 40, b"<script>alert(1)</script>" * 40])
def test_what_hangs_behind_a_recording_is_left_behind(elmer, tail):
    stored = store_audio(upload(VOICE + tail), owner=OWNER, by=elmer)

    with default_storage.open(stored.key) as file:
        assert tail[:20] not in file.read()


def test_of_a_recording_cut_on_its_way_what_is_heard_stays(elmer):
    whole = recording(seconds=4)
    stored = store_audio(upload(whole[: len(whole) // 2]), owner=OWNER, by=elmer)

    with default_storage.open(stored.key) as file:
        assert seconds_of(file.read()) == pytest.approx(2, abs=1.2)


def test_a_recording_of_hours_in_few_bytes_is_refused(elmer, monkeypatch):
    monkeypatch.setattr(audio, "MAX_SECONDS", 1)

    with pytest.raises(VoiceNoteTooLong):
        store_audio(upload(recording(seconds=2)), owner=OWNER, by=elmer)
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyUpload),
        (SVG, NotAVoiceNote),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", NotAVoiceNote),
        (b"\x00\x00\x00\x18ftypheic", NotAVoiceNote),
        (b"OggS" + bytes(5000), NotAVoiceNote),
        (film(), NotAVoiceNote),
        (recording(seconds=0.1), NotAVoiceNote),
        (b"OggS" + bytes(MAX_AUDIO_BYTES), VoiceNoteTooLarge),
    ],
    ids=["empty", "svg", "webp", "heic", "hollow", "film", "silent tap", "huge"],
)
def test_bad_voice_note_is_refused_and_nothing_is_kept(elmer, content, refusal, settings):
    with pytest.raises(refusal) as refused:
        store_audio(upload(content), owner=OWNER, by=elmer)

    assert str(refused.value) == str(refusal.message)
    assert (StoredFile.objects.count(), settings.MEDIA_ROOT.exists()) == (0, False)


HALF_RED = Image.new("RGB", (40, 30), "blue")
HALF_RED.paste("red", (0, 0, 20, 30))
NOTHING_SEEN = Image.new("RGBA", (40, 30), (0, 0, 0, 0))


def saved(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def turned(kind):
    """As a phone held upright saves it: lying, with a note to turn it."""
    exif = Image.Exif()
    exif[0x112] = 6
    return saved(HALF_RED, kind, exif=exif)


RED, BLUE, WHITE, GREY = (255, 0, 0), (0, 0, 255), (255, 255, 255), (128, 128, 128)


@pytest.mark.parametrize(
    ("content", "size", "corner"),
    [
        (turned("JPEG"), (30, 40), RED),
        (turned("WEBP"), (30, 40), RED),
        (saved(Image.new("I;16", (40, 30), 0x8080), "PNG"), (40, 30), GREY),
        (saved(Image.new("RGB", (40, 30), "red").convert("CMYK"), "JPEG"), (40, 30), RED),
        (saved(HALF_RED.quantize(8), "PNG"), (40, 30), RED),
        (saved(NOTHING_SEEN, "PNG"), (40, 30), WHITE),
        (saved(NOTHING_SEEN.convert("LA"), "PNG"), (40, 30), WHITE),
        (saved(Image.new("P", (40, 30)), "PNG", transparency=0), (40, 30), WHITE),
        (saved(Image.new("1", (40, 30), 1), "PNG"), (40, 30), WHITE),
        (saved(HALF_RED, "WEBP", save_all=True, append_images=[NOTHING_SEEN]), (40, 30), RED),
        (saved(HALF_RED, "PNG", save_all=True, append_images=[NOTHING_SEEN]), (40, 30), RED),
        (saved(HALF_RED, "MPO", save_all=True, append_images=[HALF_RED]), (40, 30), RED),
    ],
    ids=[
        "turned jpeg",
        "turned webp",
        "16 bit",
        "cmyk",
        "palette",
        "glass",
        "grey glass",
        "palette glass",
        "black or white",
        "moving webp",
        "moving png",
        "two in one",
    ],
)
def test_every_way_to_keep_a_picture_looks_as_it_did(elmer, content, size, corner):
    stored = store_image(upload(content), owner=OWNER, by=elmer)

    with default_storage.open(stored.key) as file, Image.open(file) as kept:
        assert (kept.size, kept.format, getattr(kept, "n_frames", 1)) == (size, "JPEG", 1)
        assert kept.getpixel((3, 3)) == pytest.approx(corner, abs=4)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO", "PPM"])
def test_kinds_no_phone_sends_are_refused(elmer, kind):
    with pytest.raises(NotAPhoto, match="JPG, PNG, WEBP o HEIC"):
        store_image(upload(saved(HALF_RED, kind)), owner=OWNER, by=elmer)


def test_heic_of_a_telephone_is_read(elmer):
    stored = store_image(upload(picture(size=(400, 300), kind="HEIF"), "IMG.HEIC"), owner=OWNER, by=elmer)

    assert (stored.content_type, stored.width, stored.height) == ("image/jpeg", 400, 300)


def test_name_of_the_file_on_disk_is_ours(elmer):
    stored = store_image(upload(picture(), "../../etc/passwd\x00.jpg"), owner=OWNER, by=elmer)

    assert (".." in stored.key, "passwd" in stored.key, "\x00" in stored.original_name) == (False, False, False)


@pytest.fixture
def stored(elmer):
    return store_image(upload(picture()), owner=OWNER, by=elmer)


@pytest.mark.parametrize(("person", "status"), [("elmer", 200), ("hilda", 404), ("delia", 404), (None, 302)])
def test_file_is_shown_to_whom_its_owner_says(request, monkeypatch, stored, visit, sur, person, status):
    monkeypatch.setitem(file_access._owners, OWNER, lambda seen, file: "ugel_specialist" in seen.roles)
    who = person and request.getfixturevalue(person)

    assert visit(who, "files:file_show", stored.pk).status_code == status
    assert visit(who, "files:file_thumb", stored.pk).status_code == status


def test_file_of_an_owner_nobody_registered_is_shown_to_nobody(stored, visit, hilda):
    assert visit(hilda, "files:file_show", stored.pk).status_code == 404


def test_file_of_another_tenant_does_not_exist(monkeypatch, stored, visit, delia, sur):
    monkeypatch.setitem(file_access._owners, OWNER, lambda seen, file: True)

    assert visit(delia, "files:file_show", stored.pk, ugel=sur).status_code == 404
