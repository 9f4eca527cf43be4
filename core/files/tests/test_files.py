import pytest
from django.core.files.storage import default_storage
from PIL import Image

from core.files import access as file_access
from core.files import images
from core.files.audio import MAX_AUDIO_BYTES, NotAVoiceNote, VoiceNoteTooLarge
from core.files.images import NotAPhoto, PhotoTooLarge, PhotoTooManyPixels
from core.files.models import StoredFile
from core.files.services import (
    DocumentTooLarge,
    EmptyUpload,
    NotADocument,
    NotAPaper,
    store_audio,
    store_document,
    store_image,
    store_paper,
)
from core.files.tests.pictures import PDF, SVG, VOICE, picture, upload, with_gps

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
    ],
    ids=["empty", "photo", "truncated", "huge", "page before", "archive behind", "page behind"],
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


@pytest.mark.parametrize(
    ("start", "content_type"),
    [
        (b"OggS", "audio/ogg"),
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4"),
        (b"\x00\x00\x00\x18ftyp3gp4", "audio/mp4"),
        (b"#!AMR\n", "audio/amr"),
        (b"ID3\x04", "audio/mpeg"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
    ],
)
def test_voice_notes_of_every_phone_are_kept(elmer, start, content_type):
    stored = store_audio(upload(start + bytes(500), "nota"), owner=OWNER, by=elmer)

    assert (stored.kind, stored.content_type) == ("audio", content_type)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyUpload),
        (SVG, NotAVoiceNote),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", NotAVoiceNote),
        (b"\x00\x00\x00\x18ftypheic", NotAVoiceNote),
        (b"OggS" + bytes(MAX_AUDIO_BYTES), VoiceNoteTooLarge),
    ],
    ids=["empty", "svg", "webp", "heic", "huge"],
)
def test_bad_voice_note_is_refused_and_nothing_is_kept(elmer, content, refusal, settings):
    with pytest.raises(refusal) as refused:
        store_audio(upload(content), owner=OWNER, by=elmer)

    assert str(refused.value) == str(refusal.message)
    assert (StoredFile.objects.count(), settings.MEDIA_ROOT.exists()) == (0, False)


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
