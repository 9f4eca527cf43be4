"""What people saw: one statement, a month of them, and words written down for somebody else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import EvidenceKind, Outcome, Party, VouchedBy
from commitments.models import Attestation, Commitment, Confirmation, Evidence, Instalment
from commitments.models.evidence import OWNER
from commitments.services.remembering import remember
from commitments.services.standing import CommitmentMovedOn, locked, settle
from commitments.services.voices import Voice, check_contact_is_of_partner
from commitments.signals import word_arriving, word_given
from core.files.models import StoredFile
from core.files.services import store_paper
from core.tenancy.errors import DomainError

MOST_EVIDENCE = 40


class NotConfirmedYet(DomainError):
    message = _("Quien promete aún no confirma lo que está prometido hoy. Registre primero su confirmación.")


class SeenInTheFuture(DomainError):
    message = _("La fecha en que lo vio aún no llega. Escriba el día en que ocurrió.")


class HowMuchMissing(DomainError):
    message = _("Escriba cuánto se entregó en total hasta ese día.")


class AlreadySpoke(DomainError):
    message = _("Esa persona ya dijo lo suyo por sí misma. Su palabra no se cambia a su nombre.")


class NothingDueThatMonth(DomainError):
    message = _("No hay entregas de ese mes que ya debieran haber llegado.")


class NotTheirWord(DomainError):
    message = _("Esto lo dijo otra persona: solo ella puede confirmarlo.")


class TooMuchEvidence(DomainError):
    message = _("Un compromiso lleva hasta 40 fotos y papeles.")


@dataclass(frozen=True)
class MonthSaid:
    """What a word for a whole month did: said now, and left alone because the day itself has a word."""

    said: int
    kept: int


@transaction.atomic
def attest(
    *,
    instalment: Instalment,
    voice: Voice,
    outcome: Outcome,
    quantity: Decimal | None = None,
    seen_date: date | None = None,
    note: str = "",
    at=None,
) -> Attestation:
    """One person says what they saw of one instalment; a later word of theirs replaces it, the same word is one.

    `quantity` is the whole amount for the instalment; without it «se entregó» means all that was due. Raises
    NotConfirmedYet, CommitmentMovedOn, SeenInTheFuture, HowMuchMissing, AlreadySpoke, NotThePromiser.
    """
    commitment = _open_to_words(instalment.commitment, voice)
    instalment = commitment.instalments.get(pk=instalment.pk)
    at = at or timezone.now()
    word = _word(instalment, outcome, quantity, seen_date or timezone.localdate(at), note)
    said = _say(commitment, instalment, voice, word, at=at)
    settle(commitment, by=voice.recorded_by, party=voice.party, at=at)
    return said


@transaction.atomic
def attest_month(
    *, commitment: Commitment, month: date, voice: Voice, outcome: Outcome = Outcome.DELIVERED, note: str = "", at=None
) -> MonthSaid:
    """One word for all instalments of a month that are due by now; what this person said of a day stands.

    Raises NothingDueThatMonth and what `attest` raises.
    """
    commitment = _open_to_words(commitment, voice)
    at = at or timezone.now()
    today = timezone.localdate(at)
    due = list(commitment.instalments.of_month(month).filter(due_date__lte=today).in_order())
    if not due:
        raise NothingDueThatMonth
    of_days = {word.instalment_id for word in _standing(voice, due) if word.is_own_word and not word.of_month}
    open_days = [instalment for instalment in due if instalment.pk not in of_days]
    for instalment in open_days:
        word = _word(instalment, outcome, None, instalment.due_date, note)
        _say(commitment, instalment, voice, {**word, "of_month": True}, at=at)
    settle(commitment, by=voice.recorded_by, party=voice.party, at=at)
    return MonthSaid(said=len(open_days), kept=len(of_days))


def contradict(*, instalment: Instalment, voice: Voice, note: str, seen_date: date | None = None) -> Attestation:
    """«No es así, no llegó»: the statement that takes a verified promise to the queue of disagreements."""
    return attest(instalment=instalment, voice=voice, outcome=Outcome.NOT, seen_date=seen_date, note=note)


@transaction.atomic
def vouch(
    *,
    word: Attestation | Confirmation,
    how: VouchedBy,
    contact=None,
    user=None,
    paper: StoredFile | None = None,
    by=None,
) -> Attestation | Confirmation:
    """What the UGEL wrote down in somebody's name becomes their own word: they said so, or signed. Repeats do nothing.

    Raises NotTheirWord. `by` is who attached the signed paper.
    """
    commitment = locked(word.commitment)
    word = type(word).objects.select_for_update(of=("self",)).get(pk=word.pk)
    if word.is_own_word:
        return word
    if not paper and not _is_theirs(word, contact, user):
        raise NotTheirWord
    word_arriving.send(Commitment, commitment=commitment, party=word.party, user=word.user, name=word.said_by)
    word.vouched_by, word.vouched_at = how, timezone.now()
    word.paper = paper or word.paper
    word.save(update_fields=["vouched_by", "vouched_at", "paper"])
    remember(commitment, "vouched", by=by or user, said_by=word.said_by, party=word.party, how=how)
    settle(commitment, by=by or user, party=word.party)
    if isinstance(word, Attestation):
        word_given.send(Attestation, said=word, by=by or user)
    return word


@transaction.atomic
def add_evidence(
    *,
    commitment: Commitment,
    stored: StoredFile,
    kind: EvidenceKind,
    instalment: Instalment | None = None,
    attestation: Attestation | None = None,
    caption: str = "",
) -> Evidence:
    """Tie a kept photo or paper to a promise; raises TooMuchEvidence."""
    if commitment.evidence.count() >= MOST_EVIDENCE:
        raise TooMuchEvidence
    facts = {"instalment": instalment, "attestation": attestation, "caption": caption}
    return Evidence.objects.create(commitment=commitment, file=stored, kind=kind, **facts)


def store_scan(upload, *, commitment: Commitment, by) -> StoredFile:
    """Keep the signed paper behind a word; raises UploadRefused with the sentence to show."""
    return store_paper(upload, owner=OWNER, by=by, school_id=commitment.school_id)


def check_may_witness(commitment: Commitment, voice: Voice) -> None:
    """May this voice say what came of this promise? Raises NotThePromiser, and whatever other apps refuse with."""
    if voice.party == Party.PROMISER:
        check_contact_is_of_partner(voice, commitment)
    word_arriving.send(Commitment, commitment=commitment, party=voice.party, user=voice.user, name=voice.name)


def _open_to_words(commitment: Commitment, voice: Voice) -> Commitment:
    commitment = locked(commitment)
    check_may_witness(commitment, voice)
    if commitment.ending:
        raise CommitmentMovedOn
    if not commitment.is_confirmed:
        raise NotConfirmedYet
    return commitment


def _word(instalment, outcome, quantity, seen_date, note) -> dict:
    if seen_date > timezone.localdate():
        raise SeenInTheFuture
    if outcome == Outcome.NOT:
        quantity = Decimal(0)
    elif quantity is None and outcome == Outcome.DELIVERED:
        quantity = instalment.quantity
    if quantity is None or (outcome != Outcome.NOT and quantity <= 0):
        raise HowMuchMissing
    if outcome == Outcome.PARTLY and quantity >= instalment.quantity:
        outcome = Outcome.DELIVERED
    return {"outcome": outcome, "quantity": quantity, "seen_date": seen_date, "note": note.strip()[:300]}


def _say(commitment, instalment, voice, word, *, at) -> Attestation:
    before = _standing(voice, [instalment]).first()
    if before is not None:
        if voice.is_on_behalf and before.is_own_word:
            raise AlreadySpoke
        if _is_same(before, voice, word):
            _heard(before, voice)
            return before
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    said = Attestation.objects.create(
        commitment=commitment,
        instalment=instalment,
        counted_quantity=word["quantity"],
        **word,
        **voice.as_fields(at),
    )
    remember(
        commitment,
        "attested",
        by=voice.recorded_by,
        at=at,
        outcome=word["outcome"],
        quantity=word["quantity"],
        unit=commitment.unit,
        said_by=voice.name,
        party=voice.party,
    )
    _heard(said, voice)
    return said


def _heard(said: Attestation, voice: Voice) -> None:
    """Also a word said again: whoever waits for it, such as a visit assigned since, hears it."""
    if said.is_own_word:
        word_given.send(Attestation, said=said, by=voice.recorded_by)


def _standing(voice, instalments):
    return Attestation.objects.standing().filter(instalment__in=instalments, person=voice.person)


def _is_same(before, voice, word) -> bool:
    """The same person saying the same thing again in the same way: a double tap, a repeated form."""
    told = ("outcome", "quantity", "seen_date", "note")
    is_same_voice = (before.is_on_behalf, before.party) == (voice.is_on_behalf, voice.party)
    return is_same_voice and all(getattr(before, name) == word[name] for name in told)


def _is_theirs(word, contact, user) -> bool:
    return bool(contact and word.contact_id == contact.pk) or bool(user and word.user_id == user.pk)
