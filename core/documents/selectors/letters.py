"""A letter as it reads: its wording with everything known in its place."""

from dataclasses import asdict, dataclass

from django.utils.formats import date_format

from core.documents.enums import DocumentType
from core.documents.models import Letter, LetterTemplate
from core.documents.places import COMMON_PLACES, filled, places_in
from core.documents.prose import blocks_of
from core.documents.selectors.letterheads import letter_style
from core.strategies.letters import LetterKind
from core.strategies.registry import collect
from core.tenancy.scope import current_ugel


@dataclass(frozen=True)
class LetterSheet:
    """What PDF, Word file and preview print, as plain data; frozen into the paper's snapshot when it is issued."""

    type_label: str
    place: str
    addressee: str
    post: str
    entity: str
    subject: str
    reference: str
    body: str
    signer_name: str
    signer_post: str

    def as_dict(self) -> dict:
        return asdict(self)

    @property
    def blocks(self):
        return blocks_of(self.body)


def letter_kinds(allows=lambda permission: True) -> list[LetterKind]:
    """Every declared kind that this person may write, in the house's order."""
    return [kind for kind in collect("letters") if not kind.permission or allows(kind.permission)]


def kind_of(key: str) -> LetterKind | None:
    return next((kind for kind in collect("letters") if kind.key == key), None)


def places_of(kind: LetterKind | None) -> dict[str, str]:
    """The names that may stand in braces in letters of this kind, with what they mean."""
    own = kind.places if kind else {}
    return {name: str(words) for name, words in {**COMMON_PLACES, **own}.items()}


def wordings_of(kind: LetterKind) -> list[LetterTemplate]:
    """The UGEL's own wordings of a kind, by name."""
    return list(LetterTemplate.objects.filter(kind=kind.key, is_retired=False).order_by("name", "id"))


def values_of(letter: Letter) -> dict[str, str]:
    """What is known for the places of a letter; what was typed for a place wins over nothing."""
    ugel = current_ugel()
    common = {
        "destinatario": letter.addressee,
        "cargo": letter.post,
        "entidad": letter.entity,
        "ugel": ugel.name,
        "region": ugel.region.name,
    }
    return {name: value for name, value in {**letter.values, **common}.items() if value}


def gaps_of(letter: Letter) -> dict[str, str]:
    """Places nobody has filled yet, with what they mean."""
    known, words = values_of(letter), places_of(kind_of(letter.kind))
    return {name: words.get(name, name) for name in places_in(letter.subject, letter.body) if name not in known}


def sheet_of(letter: Letter, *, marks_gaps: bool = False) -> LetterSheet:
    """The letter as it would print now; with `marks_gaps` what is missing is named in brackets."""
    values = values_of(letter)
    if marks_gaps:
        values |= {name: f"[{words}]" for name, words in gaps_of(letter).items()}
    return LetterSheet(
        type_label=str(DocumentType(letter.document_type).label),
        place=letter_style().place,
        addressee=letter.addressee,
        post=letter.post,
        entity=letter.entity,
        subject=filled(letter.subject, values),
        reference=letter.reference,
        body=filled(letter.body, values),
        signer_name=letter.signer_name,
        signer_post=letter.signer_post,
    )


def letters_about(kind: str, about: str):
    """Letters an app asked for about one of its things, drafts and issued, latest first."""
    return Letter.objects.filter(kind=kind, about=about).select_related("document").order_by("-id")


def dated(place: str, day) -> str:
    """«Locumba, 25 de noviembre de 2026», as letters begin."""
    return ", ".join(part for part in (place, date_format(day, "DATE_FORMAT")) if part)
