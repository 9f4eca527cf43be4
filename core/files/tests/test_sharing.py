import uuid

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import Entry
from core.files import access as file_access
from core.files.models import StoredFile
from core.files.services import OnlyPhotosAreShared, mark_shareable, store_audio, store_document, store_image
from core.files.tests.pictures import PDF, VOICE, picture, upload

OWNER = "tests.Photo"


@pytest.fixture
def stored(elmer):
    return store_image(upload(picture(size=(40, 30))), owner=OWNER, by=elmer, school_id=7)


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setitem(file_access._owners, OWNER, lambda request, stored: True)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", "school_id", "data__file"))


def test_a_photo_stays_inside_until_a_person_says_otherwise(stored):
    assert (stored.is_shareable, StoredFile.objects.shareable().count()) == (False, 0)


def test_marking_keeps_who_looked_and_when_and_tells_the_school(stored, hilda):
    marked = mark_shareable(stored=stored, is_shareable=True, by=hilda)
    again = mark_shareable(stored=stored, is_shareable=True, by=stored.created_by)

    assert (marked.is_shareable, marked.shareable_by, again.shareable_by) == (True, hilda, hilda)
    assert again.shareable_at == marked.shareable_at
    assert list(StoredFile.objects.shareable()) == [stored]
    assert verbs() == [("files.marked_shareable", 7, str(stored.pk))]


def test_a_mark_can_be_taken_back(stored, hilda):
    mark_shareable(stored=stored, is_shareable=True, by=hilda)
    private = mark_shareable(stored=stored, is_shareable=False, by=hilda)

    assert (private.is_shareable, private.shareable_by, private.shareable_at) == (False, None, None)
    assert [verb for verb, *_rest in verbs()] == ["files.marked_shareable", "files.marked_private"]


def test_the_database_refuses_a_mark_without_a_person(stored):
    with pytest.raises(IntegrityError, match="files_shareable_says_who_looked"), transaction.atomic():
        StoredFile.objects.update(is_shareable=True)


@pytest.mark.parametrize(("store", "content"), [(store_document, PDF), (store_audio, VOICE)])
def test_only_photos_are_marked(store, content, elmer):
    paper = store(upload(content), owner=OWNER, by=elmer)

    with pytest.raises(OnlyPhotosAreShared):
        mark_shareable(stored=paper, is_shareable=True, by=elmer)


def test_the_page_asks_and_marks(stored, shown, visit, elmer):
    page = visit(elmer, "files:file_share", stored.pk)
    assert "¿Se ve el rostro de alguna persona?" in page.text

    answer = visit(
        elmer, "files:file_share", stored.pk, method="post", data={"is_shareable": "yes", "next": "/230008/"}
    )

    stored.refresh_from_db()
    assert (answer["Location"], stored.is_shareable, stored.shareable_by) == ("/230008/", True, elmer)


@pytest.mark.parametrize("next_", ["https://malo.example/", "//malo.example", "javascript:alert(1)", ""])
def test_the_page_leads_nowhere_else(stored, shown, visit, elmer, next_):
    answer = visit(elmer, "files:file_share", stored.pk, method="post", data={"is_shareable": "no", "next": next_})

    assert answer["Location"] == f"/230008/archivos/{stored.pk}/compartir/"


def test_without_an_answer_nothing_is_marked(stored, shown, visit, elmer):
    assert visit(elmer, "files:file_share", stored.pk, method="post").status_code == 422
    assert StoredFile.objects.shareable().count() == 0


@pytest.mark.parametrize(("person", "status"), [("elmer", 200), ("hilda", 200), ("gino", 403), ("delia", 404)])
def test_staff_decides(request, stored, shown, visit, person, status, sur):
    assert visit(request.getfixturevalue(person), "files:file_share", stored.pk).status_code == status


def test_what_a_person_may_not_see_they_do_not_decide(stored, visit, elmer):
    assert visit(elmer, "files:file_share", stored.pk).status_code == 404
    assert visit(elmer, "files:file_share", uuid.uuid4()).status_code == 404


def test_a_paper_is_downloaded_and_never_opened_inside_our_pages(shown, visit, elmer):
    paper = store_document(upload(PDF, "acta.pdf"), owner=OWNER, by=elmer)

    answer = visit(elmer, "files:file_show", paper.pk)

    assert answer["Content-Disposition"] == 'attachment; filename="acta.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
