"""What a link shows: the promises it opens and nothing else, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from commitments.enums import FULFILLED_STATES, SAID_TO_PROMISER, CommitmentState, Party, Promiser
from commitments.models import Attestation, Commitment, Confirmation, Instalment, PartnerKey
from core.files.models import StoredFile
from needs.enums import AttachmentKind
from needs.models import NeedAttachment


@dataclass(frozen=True)
class Promise:
    """One promise as its promiser reads it: a sentence, its lines by school, one photo of what is missing."""

    lines: Sequence[Commitment]
    photo_id: UUID | None = None

    @property
    def first(self) -> Commitment:
        return self.lines[0]


@dataclass(frozen=True)
class Door:
    """The page of a link: what waits for an answer, what is under way, what is over, what was written down for them."""

    to_answer: Sequence[Promise] = ()
    under_way: Sequence[Commitment] = ()
    over: Sequence[Commitment] = ()
    to_vouch: Sequence[Attestation | Confirmation] = ()


def promises_behind(key: PartnerKey) -> QuerySet[Commitment]:
    """The promises a link opens, while they are still of the partner whose person holds it."""
    return Commitment.objects.with_names().filter(keys__key=key, partner=key.contact.partner_id)


def door_of(key: PartnerKey) -> Door:
    """All that the first page behind a link shows."""
    rows = list(promises_behind(key).prefetch_related("instalments").order_by("group_number", "number"))
    photos = _photos_of_needs(rows)
    proposed = [row for row in rows if row.state == CommitmentState.PROPOSED]
    over = [row for row in rows if row.ending or row.state in FULFILLED_STATES]
    _name_witnesses([row for row in over if row.state in FULFILLED_STATES])
    grouped = [list(lines) for _group, lines in groupby(proposed, key=lambda row: row.group_number)]
    return Door(
        to_answer=[Promise(lines, _first(photos, lines)) for lines in grouped],
        under_way=[row for row in rows if row.is_live and row.state not in FULFILLED_STATES],
        over=over,
        to_vouch=words_to_vouch(key, rows),
    )


def words_to_vouch(key: PartnerKey, rows: Sequence[Commitment]) -> list[Attestation | Confirmation]:
    """What the UGEL wrote down in this person's name, which they have not said themselves."""
    asked = {"contact": key.contact_id, "is_on_behalf": True, "vouched_by": ""}
    said = (
        Attestation.objects.standing().filter(commitment__in=rows, **asked).select_related("commitment", "instalment")
    )
    agreed = Confirmation.objects.filter(version__commitment__in=rows, **asked).select_related("version__commitment")
    return [*said.order_by("id"), *agreed.order_by("id")]


def shareable_photos(key: PartnerKey) -> QuerySet[StoredFile]:
    """Photos of the needs these promises answer that somebody looked at: nothing else leaves the UGEL by a link."""
    return StoredFile.objects.shareable().filter(pk__in=_attachments(promises_behind(key)).values("file"))


def open_instalments(key: PartnerKey) -> QuerySet[Instalment]:
    """What is still to deliver or to be witnessed behind a link, with its promise and school, in order of dates."""
    rows = Instalment.objects.filter(commitment__in=promises_behind(key)).exclude(state="verified")
    return rows.select_related("commitment__school", "commitment__territory").in_order()


def last_words(key: PartnerKey, instalments) -> dict[int, int]:
    """The id of this person's standing word on each of these deliveries."""
    said = Attestation.objects.standing().filter(instalment__in=instalments, contact=key.contact)
    return dict(said.values_list("instalment", "pk"))


def _name_witnesses(rows) -> None:
    """`seen_by` of each verified promise: the parties that saw it, in words, for one question in all."""
    words = Attestation.objects.counting().filter(commitment__in=rows, counted_quantity__gt=0)
    parties: dict[int, set[Party]] = {}
    for word in words.select_related(None).only("commitment", "party", "is_on_behalf", "vouched_by"):
        heard = Party(word.party) if word.is_own_word else Party.UGEL
        parties.setdefault(word.commitment_id, set()).add(heard)
    for row in rows:
        said = {Promiser(row.promiser).counts(party) for party in parties.get(row.pk, ())}
        row.seen_by = [words for party, words in SAID_TO_PROMISER.items() if party in said]


def _photos_of_needs(rows) -> dict[int, UUID]:
    found: dict[int, UUID] = {}
    shown = _attachments(rows).filter(file__is_shareable=True).order_by("id")
    for commitment_id, file_id in shown.values_list("need__covers__commitment", "file"):
        found.setdefault(commitment_id, file_id)
    return found


def _attachments(rows) -> QuerySet[NeedAttachment]:
    return NeedAttachment.objects.filter(need__covers__commitment__in=rows, kind=AttachmentKind.PHOTO)


def _first(photos, lines):
    return next((photos[line.pk] for line in lines if line.pk in photos), None)
