"""The stage with the letter form on it, and a line that loses answers."""

import pytest

from core.accounts.enums import Role
from core.audit.models import Entry
from core.files.models import StoredFile, Upload
from core.files.tests.pictures import with_gps
from core.submissions.models import Submission
from core.tenancy.scope import scope
from tests.forms.letters import PICTURED, POSTED
from tests.stories.forms.bad_line import BadLine
from tests.stories.servers import Stage
from tests.workers import wait_for
from tests.world import make_person


class LetterStage(Stage):
    """The house with the tests' letter form, which has every kind of field, photos and a voice note."""

    @property
    def environment(self):
        return {**super().environment, "DJANGO_SETTINGS_MODULE": "tests.forms.settings"}

    def start_worker(self):
        program = ["celery", "--app", "comuset", "worker", "--concurrency", "1", "--loglevel", "info"]
        self._start("worker", [*program, "--include", "tests.forms.letters", "--hostname", f"{self.name}@test"])
        wait_for(lambda: " ready." in self.log("worker"), lambda: self.log("worker"))


@pytest.fixture(scope="session")
def letter_stage(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        stage = LetterStage(tmp_path_factory.mktemp("letters"))
        try:
            stage.start_web()
            yield stage
        finally:
            stage.stop()


@pytest.fixture
def stage_of_session(letter_stage):
    return letter_stage


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def hilda(norte_closed):
    return make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)


class Office:
    """What the UGEL has: asked of the database, not of the page."""

    def __init__(self, ugel):
        self.ugel = ugel

    @property
    def letters(self):
        with scope(self.ugel):
            return list(Entry.objects.filter(verb=POSTED).order_by("pk").values_list("data__text", flat=True))

    @property
    def receipts(self):
        with scope(self.ugel):
            return sorted(Submission.objects.values_list("number", flat=True))

    @property
    def uploads(self):
        with scope(self.ugel):
            return sorted(Upload.objects.values_list("state", flat=True))

    @property
    def raw_photos(self):
        with scope(self.ugel):
            return [
                b"".join(bytes(chunk.content) for chunk in upload.chunks.order_by("start"))
                for upload in Upload.objects.order_by("pk")
            ]

    @property
    def stored_photos(self):
        with scope(self.ugel):
            return StoredFile.objects.count()

    @property
    def pictures(self):
        """How many stored photos each letter has, by its text."""
        with scope(self.ugel):
            subjects = list(Entry.objects.filter(verb=PICTURED).values_list("subject_id", flat=True))
            texts = dict(Entry.objects.filter(verb=POSTED).values_list("pk", "data__text"))
            counts = {}
            for pk in subjects:
                counts[texts[pk]] = counts.get(texts[pk], 0) + 1
            return counts


@pytest.fixture
def office(norte_closed):
    return Office(norte_closed)


@pytest.fixture
def photo(tmp_path):
    """A picture as a phone takes it: large, with the place in it."""
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(with_gps())
    return path


@pytest.fixture
def bad_line(stage):
    """bad_line(drop=0.21): an address that leads to the server over a line that loses answers."""
    lines = []

    def through(**how):
        lines.append(BadLine(stage.port, **how))
        return lines[-1]

    yield through
    for line in lines:
        line.close()
