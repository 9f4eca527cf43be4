import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.files import quarantine
from core.files.images import MAX_BYTES, NotAPhoto, PhotoTooLarge, PhotoTooManyPixels
from core.files.models import FileKind, Upload, UploadChunk, UploadState
from core.files.quarantine import TooMuchWaiting, expect, keep_whole, receive_chunk, take_back
from core.files.services import EmptyUpload
from core.files.tests.pictures import SVG, VOICE, picture
from core.submissions.models import Submission

PHOTO = picture(size=(400, 300))
KEY = uuid.UUID("0193b2f0-0000-4000-8000-000000000001")


def send(by, content=PHOTO, *, start=0, piece=None, key=KEY, sha256=None, **facts):
    digest = hashlib.sha256(content).hexdigest() if sha256 is None else sha256
    part = content[start : start + (piece or len(content))]
    return receive_chunk(key=key, by=by, start=start, total=len(content), content=part, sha256=digest, **facts)


def kept():
    return b"".join(bytes(chunk.content) for chunk in UploadChunk.objects.order_by("start"))


def test_a_whole_photo_waits_as_it_came(elmer):
    upload = send(elmer, name="foto\x00 1.jpg")

    assert (upload.state, upload.kind, upload.name, kept()) == ("complete", FileKind.IMAGE, "foto 1.jpg", PHOTO)


def test_the_same_photo_again_is_the_same_photo(elmer):
    assert send(elmer).pk == send(elmer).pk
    assert (Upload.objects.count(), kept()) == (1, PHOTO)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, len(PHOTO) - 1), st.integers(1, len(PHOTO))), max_size=12))
def test_pieces_in_any_order_doubled_and_overlapping_give_the_photo(elmer, steps):
    """Whatever was sent before, a device that goes on where it is told to ends with its photo here."""
    Upload.objects.all().delete()
    for start, length in steps:
        send(elmer, start=start, piece=length)
    upload = Upload.objects.first() or Upload(received=0)
    while upload.state != UploadState.COMPLETE:
        upload = send(elmer, start=upload.received, piece=1000)

    assert kept() == PHOTO


def test_a_gap_is_answered_with_where_to_go_on(elmer):
    send(elmer, piece=100)

    assert (send(elmer, start=500, piece=100).received, kept()) == (100, PHOTO[:100])


def test_a_photo_damaged_on_the_way_begins_again(elmer):
    damaged = send(elmer, sha256="0" * 64)

    assert (damaged.state, damaged.received, UploadChunk.objects.count()) == ("arriving", 0, 0)
    assert send(elmer).state == "complete"


def test_another_photo_under_the_same_name_takes_its_place(elmer):
    other = picture(size=(40, 30), color="#B5532A")
    send(elmer, piece=100)

    assert (send(elmer, other).state, kept()) == ("complete", other)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (SVG, NotAPhoto),
        (PHOTO[:-200], NotAPhoto),
        (b"\x00" * 5000, NotAPhoto),
        (b"%PDF-1.7 %%EOF", NotAPhoto),
        (picture(size=(9000, 9000), kind="PNG"), PhotoTooManyPixels),
    ],
    ids=["svg", "truncated", "nul", "pdf", "bomb"],
)
def test_what_is_no_photo_is_refused_with_its_sentence_and_not_kept(elmer, content, refusal):
    upload = send(elmer, content)

    assert (upload.state, upload.refusal, UploadChunk.objects.count()) == ("refused", str(refusal.message), 0)
    assert send(elmer, content).state == "refused"


@pytest.mark.parametrize(("total", "refusal"), [(MAX_BYTES + 1, PhotoTooLarge), (0, EmptyUpload)])
def test_too_much_and_nothing_are_refused_before_anything_is_kept(elmer, total, refusal):
    with pytest.raises(refusal):
        receive_chunk(key=KEY, by=elmer, start=0, total=total, content=b"x")

    assert Upload.objects.count() == 0


def test_nobody_can_fill_the_quarantine(elmer, hilda, monkeypatch):
    monkeypatch.setattr(quarantine, "MAX_WAITING_BYTES", len(PHOTO) + 10)
    send(elmer)

    with pytest.raises(TooMuchWaiting):
        send(elmer, key=uuid.uuid4())
    assert send(hilda, key=uuid.uuid4()).state == "complete"


def test_one_link_does_not_use_up_the_room_of_another(norte, monkeypatch):
    monkeypatch.setattr(quarantine, "MAX_WAITING_BYTES", len(PHOTO) + 10)

    def by_link(door):
        upload = SimpleUploadedFile("foto.jpg", PHOTO)
        return keep_whole(upload, key=uuid.uuid4(), by=None, kind=FileKind.IMAGE, door=door).state

    assert by_link("a") == "complete"
    with pytest.raises(TooMuchWaiting):
        by_link("a")
    assert by_link("b") == "complete"


def test_two_people_may_use_one_name(elmer, hilda):
    send(elmer)
    send(hilda)

    assert sorted(Upload.objects.values_list("sender", flat=True)) == sorted([elmer.pk, hilda.pk])


def test_a_voice_note_is_known_by_its_bytes(elmer):
    assert send(elmer, VOICE).kind == FileKind.AUDIO


@pytest.fixture
def submission(elmer):
    return Submission.objects.create(key=uuid.uuid4(), sender=elmer, form="tests.letter", number=1)


def test_a_file_may_be_expected_before_it_arrives(elmer, submission):
    expected = expect(key=KEY, submission=submission, field="photos", position=2)
    arrived = send(elmer)

    assert (expected.state, arrived.pk, arrived.state) == ("expected", expected.pk, "complete")
    assert (arrived.submission, arrived.field, arrived.position) == (submission, "photos", 2)


def test_a_file_stays_with_the_first_form_that_named_it(elmer, submission):
    expect(key=KEY, submission=submission, field="photos", position=0)
    other = Submission.objects.create(key=uuid.uuid4(), sender=elmer, form="tests.letter", number=2)

    assert expect(key=KEY, submission=other, field="photos", position=0).submission == submission


def test_a_sender_takes_back_only_what_no_form_named(elmer, hilda, submission):
    send(elmer)
    take_back(key=KEY, by=hilda)
    assert Upload.objects.count() == 1

    take_back(key=KEY, by=elmer)
    assert Upload.objects.count() == 0

    send(elmer)
    expect(key=KEY, submission=submission, field="photos", position=0)
    take_back(key=KEY, by=elmer)
    assert Upload.objects.count() == 1


def test_orphans_go_after_a_week_and_what_a_form_named_stays(elmer, submission):
    for key in (KEY, uuid.uuid4(), uuid.uuid4()):
        send(elmer, key=key)
    expect(key=KEY, submission=submission, field="photos", position=0)
    young = Upload.objects.latest("pk")
    Upload.objects.exclude(pk=young.pk).update(created_at=timezone.now() - timedelta(days=8))

    quarantine.discard_orphans()

    assert sorted(Upload.objects.values_list("key", flat=True)) == sorted([KEY, young.key])
    assert UploadChunk.objects.count() == 2
