"""What an app tells of its papers: the letters it can fill, and where its numbered papers come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = str | Promise  # translated when shown


@dataclass(frozen=True)
class LetterFill:
    """What an app knows for a letter about one of its things: words for the places, to whom, and what it refers to."""

    values: Mapping[str, str] = field(default_factory=dict)
    addressee: str = ""
    post: str = ""
    entity: str = ""
    email: str = ""
    reference: str = ""


@dataclass(frozen=True)
class LetterKind:
    """A letter an app can fill; a UGEL may keep its own wording of it.

    `document_type` is a `core.documents.enums.DocumentType` value. `places` are the names that may stand in braces in
    subject and body, each with the words a person reads. `fill(about)` gives what is known of the thing behind the
    key `about`, or None where there is no such thing; without it the letter is about nothing.
    """

    key: str
    label: Words
    document_type: str
    subject: Words
    body: Words
    places: Mapping[str, Words] = field(default_factory=dict)
    fill: Callable[[str], LetterFill | None] | None = None
    permission: str = ""


@dataclass(frozen=True)
class PaperOrigin:
    """Where the papers of one type come from; `find(document)` gives (words, url) of the thing, or None.

    Where the paper names people whom not every reader of papers may know, `permission` opens it.
    """

    document_type: str
    find: Callable
    permission: str = ""
