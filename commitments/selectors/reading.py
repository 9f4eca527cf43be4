from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from commitments.enums import EvidenceKind, InstalmentState
from commitments.models import Attestation, Commitment, Confirmation, Evidence, Instalment, Reschedule, Version


@dataclass(frozen=True)
class Row:
    """An instalment with its old dates and every standing word on it."""

    instalment: Instalment
    reschedules: Sequence[Reschedule]
    said: Sequence[Attestation]


@dataclass(frozen=True)
class Page:
    """All that the page of one promise shows, read in a constant number of queries."""

    rows: Sequence[Row]
    versions: Sequence[Version]
    confirmations: Sequence[Confirmation]
    asked: Version | None
    before: Sequence[Evidence]
    after: Sequence[Evidence]
    papers: Sequence[Evidence]
    others: Sequence[Commitment]
    needs: Sequence

    @property
    def open_rows(self):
        return [row for row in self.rows if row.instalment.state != InstalmentState.VERIFIED]

    @property
    def verified_rows(self):
        """Latest first."""
        return [row for row in reversed(self.rows) if row.instalment.state == InstalmentState.VERIFIED]


def page_of(commitment: Commitment) -> Page:
    """What is known of a promise: schedule, words, wordings, evidence, its other lines and the needs it answers."""
    versions = list(Version.objects.filter(commitment=commitment).order_by("id"))
    shown = defaultdict(list)
    for piece in Evidence.objects.filter(commitment=commitment).select_related("file__shareable_by").order_by("id"):
        shown[piece.kind].append(piece)
    confirmations = Confirmation.objects.filter(version__commitment=commitment).select_related("version", "recorded_by")
    others = Commitment.objects.with_names().filter(group_number=commitment.group_number).exclude(pk=commitment.pk)
    return Page(
        rows=_rows(commitment),
        versions=[version for version in versions if version.number],
        confirmations=list(confirmations.order_by("id")),
        asked=next((version for version in versions if not version.number and not version.refused_at), None),
        before=shown[EvidenceKind.BEFORE],
        after=shown[EvidenceKind.AFTER],
        papers=shown[EvidenceKind.PAPER],
        others=list(others.order_by("number")),
        needs=[cover.need for cover in commitment.covers.select_related("need").order_by("id")],
    )


def _rows(commitment: Commitment) -> list[Row]:
    said, moved = defaultdict(list), defaultdict(list)
    words = Attestation.objects.standing().filter(commitment=commitment)
    words = words.annotate(has_pictures=Exists(Evidence.objects.filter(attestation=OuterRef("pk"))))
    for word in words.select_related("recorded_by", "resolution__by", "paper").order_by("id"):
        said[word.instalment_id].append(word)
    for move in Reschedule.objects.filter(instalment__commitment=commitment).order_by("id"):
        moved[move.instalment_id].append(move)
    return [Row(one, moved[one.pk], said[one.pk]) for one in commitment.instalments.in_order()]
