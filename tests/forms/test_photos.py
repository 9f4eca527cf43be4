"""Photos of a form: inside it, before it and after it; refused ones take nothing else with them."""

import base64
import hashlib
import re
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.test import Client

from core.audit.models import Entry
from core.files.models import StoredFile, Upload, UploadChunk
from core.files.tasks import attach_waiting
from core.files.tests.pictures import SVG, VOICE, picture, upload, with_gps
from core.jobs.models import Job
from core.submissions.models import Submission
from core.tenancy.scope import scope
from tests.forms import letters as letters_module
from tests.forms.letters import PICTURED, LetterForm

PHOTO, OTHER = picture(size=(400, 300)), picture(size=(300, 400), color="#B5532A")


@pytest.fixture
def attach(norte):
    """What the worker does once it comes to it."""
    return lambda: attach_waiting(norte)


def pictures():
    """Fields of the files that reached a letter, in their order."""
    lines = Entry.objects.filter(verb=PICTURED).values_list("data__position", "data__field")
    return [field for _position, field in sorted(lines)]


def put(person, key, content, *, start=0, length=None, ugel="230008", **headers):
    client = Client()
    client.force_login(person)
    part = content[start : start + (length or len(content))]
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    given = {
        "content-range": f"bytes {start}-{start + len(part) - 1}/{len(content)}",
        "repr-digest": f"sha-256=:{digest}:",
        **headers,
    }
    return client.put(f"/{ugel}/archivos/envio/{key}/", part, content_type="application/octet-stream", headers=given)


def test_photos_inside_the_form_are_attached_by_the_job(send, elmer, attach):
    send(elmer, "Falta agua", photos=[upload(PHOTO), upload(OTHER)], voice=upload(VOICE, "nota.ogg"))
    assert (StoredFile.objects.count(), Upload.objects.count()) == (0, 3)

    attach()

    assert pictures() == ["photos", "photos", "voice"]
    assert list(StoredFile.objects.values_list("owner", "school_id").distinct()) == [("tests.Letter", 7)]
    assert (UploadChunk.objects.count(), Upload.objects.filter(state="attached").count()) == (0, 3)


def test_attached_photos_are_drawn_anew(send, elmer, attach):
    send(elmer, "Falta agua", photos=[upload(with_gps() + b"<script>alert(1)</script>")])
    attach()

    with default_storage.open(StoredFile.objects.get().key) as file:
        content = file.read()
    assert (b"<script>" in content, b"Rosa" in content) == (False, False)


def test_the_job_run_again_attaches_nothing_twice(send, elmer, attach):
    send(elmer, "Falta agua", photos=[upload(PHOTO)])

    attach(), attach()

    assert (pictures(), StoredFile.objects.count()) == (["photos"], 1)


def test_the_same_form_with_its_photo_again_brings_one_photo(send, elmer, attach):
    key = uuid.uuid4()
    answers = [send(elmer, "Falta agua", key=key, photos=[upload(PHOTO)], json=True).json() for _ in range(2)]
    attach()

    assert (answers[0], pictures()) == (answers[1], ["photos"])


def test_one_job_is_asked_for_however_many_forms_wait(send, elmer, django_capture_on_commit_callbacks):
    for text in "abc":
        with django_capture_on_commit_callbacks(execute=True):
            send(elmer, text, photos=[upload(PHOTO)])

    assert [job.kind for job in Job.objects.all()] == ["files.attach_uploads"]


@pytest.mark.parametrize("bad", [SVG, b"\x00" * 99, PHOTO[:-300], VOICE], ids=["svg", "nul", "truncated", "voice"])
def test_a_bad_photo_says_why_and_loses_neither_text_nor_good_photo(send, elmer, attach, letters, bad):
    key = uuid.uuid4()
    refused = send(elmer, "Falta agua", key=key, photos=[upload(PHOTO), upload(bad, "mala.jpg")])

    assert (refused.status_code, letters()) == (422, [])
    assert "«mala.jpg»: El archivo no es una foto que podamos leer." in refused.text
    assert 'value="Falta agua"' in refused.text
    again = re.findall(r'value="(upload:[0-9a-f-]{36})"', refused.text)
    send(elmer, "Falta agua", key=key, photos=again)
    attach()
    assert (letters(), pictures()) == (["Falta agua"], ["photos"])


def test_a_voice_note_sent_apart_as_a_photo_is_refused(send, elmer, attach):
    key = uuid.uuid4()
    put(elmer, key, VOICE)
    send(elmer, "Falta agua", photos=[f"upload:{key}"])

    attach()

    assert (pictures(), Upload.objects.get().state) == ([], "refused")


def test_a_view_that_forgets_the_refused_files_is_a_loud_mistake(send, elmer, monkeypatch):
    monkeypatch.setattr(letters_module, "LetterForm", lambda data, files: LetterForm(data))

    with pytest.raises(ImproperlyConfigured, match=r"give its form request\.FILES"):
        send(elmer, "Falta agua", photos=[upload(SVG)])


def test_too_many_photos_are_refused_with_a_sentence(send, elmer):
    photos = [upload(picture(size=(40 + n, 30))) for n in range(4)]

    assert "Envíe 3 fotos como máximo." in send(elmer, "Falta agua", photos=photos).text


def test_a_photo_may_come_before_its_form(send, elmer, attach):
    key = uuid.uuid4()
    assert put(elmer, key, PHOTO).json() == {"state": "complete", "received": len(PHOTO)}

    send(elmer, "Falta agua", photos=[f"upload:{key}"])
    attach()

    assert pictures() == ["photos"]


def test_a_photo_may_come_after_its_form(send, elmer, attach, django_capture_on_commit_callbacks):
    key = uuid.uuid4()
    send(elmer, "Falta agua", photos=[f"upload:{key}"])
    attach()
    assert pictures() == []

    with django_capture_on_commit_callbacks(execute=True):
        put(elmer, key, PHOTO)
    attach()

    assert (pictures(), Job.objects.count()) == (["photos"], 1)


def test_a_photo_goes_on_where_the_line_was_cut(elmer):
    key = uuid.uuid4()
    first = put(elmer, key, PHOTO, length=100)
    client = Client()
    client.force_login(elmer)
    asked = client.get(f"/230008/archivos/envio/{key}/").json()
    last = put(elmer, key, PHOTO, start=asked["received"])

    assert (first.json(), asked) == ({"state": "arriving", "received": 100},) * 2
    assert last.json() == {"state": "complete", "received": len(PHOTO)}


def test_a_refused_photo_answers_with_its_sentence(elmer):
    answer = put(elmer, uuid.uuid4(), SVG)

    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert answer.json()["reason"].startswith("El archivo no es una foto que podamos leer.")


@pytest.mark.parametrize(
    "headers",
    [
        {"content-range": ""},
        {"content-range": "bytes 0-9/99999999999"},
        {"content-range": f"bytes 0-{len(PHOTO)}/{len(PHOTO)}"},
        {"content-range": "bytes 5-2/10"},
    ],
)
def test_headers_that_do_not_fit_are_refused(elmer, headers):
    assert put(elmer, uuid.uuid4(), PHOTO, **headers).status_code == 400
    assert Upload.objects.count() == 0


def test_somebody_elses_photo_cannot_be_named_seen_or_taken_back(send, elmer, hilda, attach):
    key = uuid.uuid4()
    put(elmer, key, PHOTO)
    thief = Client()
    thief.force_login(hilda)

    assert thief.get(f"/230008/archivos/envio/{key}/").json()["received"] == 0
    thief.delete(f"/230008/archivos/envio/{key}/")
    send(hilda, "Mi foto", photos=[f"upload:{key}"])
    attach()

    assert (pictures(), Upload.objects.get(sender=elmer).state) == ([], "complete")


def test_another_tenants_photo_does_not_exist(send, elmer, delia, sur, attach):
    key = uuid.uuid4()
    put(elmer, key, PHOTO)

    send(delia, "Mi foto", ugel=sur, photos=[f"upload:{key}"])

    with scope(sur):
        assert (Submission.objects.count(), list(Upload.objects.values_list("state", flat=True))) == (1, ["expected"])
        assert UploadChunk.objects.count() == 0


def test_a_region_reader_sends_nothing(raul):
    assert put(raul, uuid.uuid4(), PHOTO).status_code == 403


def test_a_photo_whose_record_is_gone_is_refused(send, elmer, attach):
    send(elmer, "Falta agua", photos=[upload(PHOTO)])
    Submission.objects.update(made_id="0")

    attach()

    assert Upload.objects.get().refusal == "El registro al que pertenecía la foto ya no existe."
