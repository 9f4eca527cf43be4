"""How a photo sent with a form reaches what the form made: the app that owns the form says what to do with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.core.exceptions import ImproperlyConfigured

from core.files import quarantine
from core.files.models import FileKind, StoredFile, Upload
from core.files.services import store_audio, store_image


@dataclass(frozen=True)
class ArrivedFile:
    """What an app is given: whose form, which field, and `keep()`, which stores the file for good."""

    upload: Upload
    owner: str

    @property
    def made_id(self) -> str:
        """Primary key of what the form made."""
        return self.upload.submission.made_id

    @property
    def field(self) -> str:
        return self.upload.field

    @property
    def position(self) -> int:
        return self.upload.position

    @property
    def by(self):
        return self.upload.sender

    def keep(self, *, school_id: int | None = None) -> StoredFile:
        """Draw a photo or encode a voice note anew; raises UploadRefused with its sentence."""
        store = store_audio if self.upload.kind == FileKind.AUDIO else store_image
        stored = store(quarantine.content_of(self.upload), owner=self.owner, by=self.by, school_id=school_id)
        self.upload.stored = stored
        return stored


@dataclass(frozen=True)
class Attachment:
    """A form's fields that take files, by pattern of their names, and who attaches them."""

    owner: str
    fields: Mapping[str, FileKind]
    attach: Callable[[ArrivedFile], None]

    def takes(self, field: str) -> bool:
        return any(fnmatchcase(field, pattern) for pattern in self.fields)

    def kind_of(self, field: str) -> FileKind:
        return next(kind for pattern, kind in self.fields.items() if fnmatchcase(field, pattern))


_attachments: dict[str, Attachment] = {}


def attaches(form: str, *, owner: str, fields: Mapping[str, FileKind]):
    """Register `attach(photo: ArrivedFile)` for the files of a form; it keeps each and ties it to what was made.

    It runs later, in a job, once per file, with the UGEL's scope open. `fields` are names or patterns ("photo-*").
    """

    def register(attach):
        known = _attachments.get(form)
        if known and known.attach.__qualname__ != attach.__qualname__:
            raise ImproperlyConfigured(f"Files of form '{form}' are attached twice: {attach.__module__} does it again.")
        _attachments[form] = Attachment(owner, dict(fields), attach)
        return attach

    return register


def attachment_of(form: str) -> Attachment | None:
    return _attachments.get(form)
