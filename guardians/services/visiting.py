"""Visits: assigned, told once by whoever went or from their signed slip, or called off."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from commitments.enums import Channel, EvidenceKind, Outcome
from commitments.models import Attestation, Instalment
from commitments.services import Voice, add_evidence, attest
from commitments.services.attesting import SeenInTheFuture
from core.audit.services import record
from core.files.models import StoredFile
from core.tenancy.errors import DomainError
from core.tenancy.numbers import next_number
from guardians.enums import PICTURES, FileKind, VisitState
from guardians.models import Counter, Guardian, Sample, Visit, VisitFile, Watched
from guardians.services.conflicts import check_independent, check_no_conflict
from guardians.services.locking import locked, locked_visit
from guardians.services.telling import tell_assigned, tell_called_off
from schools.enums import Party
from schools.models import School
from schools.permissions import watches
from schools.readers.text import clean


class NotAGuardianThere(DomainError):
    message = _("Esa escuela no es de este guardián. Cambie sus escuelas primero, o encargue la visita a otro.")


class DeliveryElsewhere(DomainError):
    message = _("Esa entrega es de otra escuela. Elija una de la escuela que se visita.")


class AlreadyAssigned(DomainError):
    message = _("Este guardián ya tiene por hacer la visita a esa entrega.")


class TooLateToAssign(DomainError):
    message = _("Elija un día que aún no pasó.")


class BeforeItIsDue(DomainError):
    message = _("La entrega es para después de ese día: la visita se hace cuando ya venció. Elija una fecha posterior.")


class VisitOver(DomainError):
    message = _("Esta visita ya se contó o se anuló. Ábrala otra vez para ver cómo quedó.")


class SayWhatYouSaw(DomainError):
    message = _("Escriba qué vio, en pocas palabras.")


@transaction.atomic
def assign_visit(
    *,
    guardian: Guardian,
    school: School,
    due_date: date,
    by,
    instalment: Instalment | None = None,
    question: str = "",
    sample: Sample | None = None,
    at: datetime | None = None,
) -> Visit:
    """Ask a guardian to go and look by a day.

    Raises NotAGuardianThere, NotIndependent, DeliveryElsewhere, AlreadyAssigned, TooLateToAssign, BeforeItIsDue,
    ConflictOfInterest.
    """
    guardian = locked(guardian)
    if due_date < timezone.localdate(at):
        raise TooLateToAssign
    if instalment:
        instalment = Instalment.objects.select_related("commitment").get(pk=instalment.pk)
    _check_place(guardian, school, instalment, due_date)
    if instalment:
        check_no_conflict(guardian, instalment.commitment.partner_id)
    visit = Visit.objects.create(
        number=next_number(Counter, of="visit"),
        guardian=guardian,
        school=school,
        instalment=instalment,
        what=instalment.commitment.what if instalment else "",
        sample=sample,
        due_date=due_date,
        question=clean(question)[:200],
        assigned_by=by,
        assigned_at=at or timezone.now(),
    )
    record("guardians.visit_assigned", visit, by=by, at=at, school_id=school.pk, what=visit.title)
    tell_assigned(visit)
    return visit


@transaction.atomic
def tell_visit(
    *,
    visit: Visit,
    by,
    seen_date: date,
    outcome: Outcome | None = None,
    quantity: Decimal | None = None,
    seen: str = "",
    at: datetime | None = None,
) -> Visit:
    """What the guardian saw, in their own word: of a delivery it is a statement of the promise, and counts as one.

    Raises VisitOver, NotAGuardianThere, NotIndependent, SayWhatYouSaw, and what `commitments.services.attest` raises.
    """
    visit = _to_tell(visit)
    if not watches(visit.guardian.user, visit.school_id):
        raise NotAGuardianThere
    check_independent(visit.guardian.user)
    voice = Voice.of_user(visit.guardian.user, Party.GUARDIAN)
    return _tell(visit, voice, by=by, at=at, seen_date=seen_date, outcome=outcome, quantity=quantity, seen=seen)


@transaction.atomic
def tell_slip(
    *,
    visit: Visit,
    keep_slip: Callable[[], StoredFile],
    by,
    seen_date: date,
    outcome: Outcome | None = None,
    quantity: Decimal | None = None,
    seen: str = "",
    at: datetime | None = None,
) -> Visit:
    """What a signed slip says, copied by the UGEL: the guardian's own word, for the paper is attached.

    Raises what `tell_visit` raises, and AlreadySpoke.
    """
    visit = _to_tell(visit)
    slip = keep_slip()
    voice = Voice.on_behalf(
        party=Party.GUARDIAN, recorded_by=by, channel=Channel.IN_PERSON, user=visit.guardian.user, paper=slip
    )
    visit = _tell(visit, voice, by=by, at=at, seen_date=seen_date, outcome=outcome, quantity=quantity, seen=seen)
    VisitFile.objects.create(visit=visit, file=slip, kind=FileKind.SLIP)
    return visit


@transaction.atomic
def keep_file(*, visit: Visit, kind: FileKind, keep: Callable[[], StoredFile]) -> VisitFile:
    """Tie a file that the page announced; a picture of a delivery is evidence of the promise too."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("instalment", "attestation").get(pk=visit.pk)
    kept = VisitFile.objects.create(visit=visit, kind=kind, file=keep())
    if kind in PICTURES and visit.attestation:
        add_evidence(
            commitment=visit.attestation.commitment,
            instalment=visit.instalment,
            attestation=visit.attestation,
            stored=kept.file,
            kind=EvidenceKind.AFTER,
            caption=str(FileKind(kind).label),
        )
    return kept


@transaction.atomic
def call_off(*, visit: Visit, reason: str, by, at: datetime | None = None) -> Visit:
    """It is not to be made any more. Raises VisitOver."""
    visit = _to_tell(visit)
    _call_off(visit, clean(reason)[:300], by=by, at=at)
    return visit


def call_off_all(
    guardian: Guardian,
    *,
    reason: str,
    by,
    promised_by: Iterable[int] = (),
    but_schools: Iterable[int] | None = None,
) -> None:
    """The visits this guardian has to do: all, those to what partners promised, or those of schools not theirs."""
    visits = Visit.objects.pending().filter(guardian=guardian).select_related("instalment__commitment")
    if promised_by:
        visits = visits.filter(instalment__commitment__partner__in=promised_by)
    if but_schools is not None:
        visits = visits.exclude(school__in=but_schools)
    for visit in visits.order_by("pk").select_for_update(of=("self",)):
        _call_off(visit, reason, by=by)


def forget_delivery(instalment: Instalment) -> None:
    """The promise was written anew and this delivery is in it no more: nobody goes to see it."""
    for visit in Visit.objects.pending().filter(instalment=instalment).select_for_update(of=("self",)):
        _call_off(visit, _gettext("Quien prometió cambió sus entregas: esta ya no va"), by=None)


def hear_word(said: Attestation) -> None:
    """A guardian's word stands, from whatever page: the delivery is watched, and their visit to it is made."""
    if said.party != Party.GUARDIAN:
        return
    since = max(filter(None, (said.at, said.vouched_at)))
    Watched.objects.get_or_create(instalment_id=said.instalment_id, defaults={"at": since})
    visits = Visit.objects.pending().filter(instalment=said.instalment_id, guardian__user=said.user_id)
    for visit in visits.select_for_update(of=("self",)):
        visit.state, visit.attestation, visit.told_at = VisitState.DONE, said, since
        visit.seen_date, visit.seen, visit.told_by = said.seen_date, said.note, said.recorded_by
        visit.save(update_fields=["state", "attestation", "told_at", "seen_date", "seen", "told_by"])
        _remember_told(visit, said.outcome, by=said.recorded_by)


def _to_tell(visit: Visit) -> Visit:
    visit = locked_visit(visit)
    if visit.state != VisitState.PENDING:
        raise VisitOver
    return visit


def _tell(visit: Visit, voice: Voice, *, by, at, seen_date, outcome, quantity, seen) -> Visit:
    seen = seen.replace("\x00", "").strip()[:1000]
    if visit.instalment:
        told = {"outcome": outcome, "quantity": quantity, "seen_date": seen_date, "note": seen[:300]}
        attest(instalment=visit.instalment, voice=voice, at=at, **told)
        return Visit.objects.with_names().get(pk=visit.pk)
    if not seen:
        raise SayWhatYouSaw
    if seen_date > timezone.localdate(at):
        raise SeenInTheFuture
    visit.state, visit.seen, visit.seen_date = VisitState.DONE, seen, seen_date
    visit.told_at, visit.told_by = at or timezone.now(), by
    visit.save(update_fields=["state", "seen", "seen_date", "told_at", "told_by"])
    _remember_told(visit, "", by=by, at=at)
    return visit


def _remember_told(visit: Visit, outcome: str, *, by, at=None) -> None:
    told = {"what": visit.title, "outcome": outcome, "party": Party.GUARDIAN}
    record("guardians.visit_told", visit, by=by, at=at, school_id=visit.school_id, **told)


def _call_off(visit: Visit, reason: str, *, by, at=None) -> None:
    visit.state, visit.off_reason = VisitState.CALLED_OFF, reason
    visit.save(update_fields=["state", "off_reason"])
    record(
        "guardians.visit_called_off", visit, by=by, at=at, school_id=visit.school_id, what=visit.title, reason=reason
    )
    tell_called_off(visit)


def _check_place(guardian: Guardian, school: School, instalment: Instalment | None, day: date) -> None:
    if guardian.ended_date or not watches(guardian.user, school.pk, day=max(day, guardian.from_date)):
        raise NotAGuardianThere
    check_independent(guardian.user)
    if instalment is None:
        return
    if instalment.commitment.school_id != school.pk:
        raise DeliveryElsewhere
    if day < instalment.due_date:
        raise BeforeItIsDue
    if Visit.objects.pending().filter(guardian=guardian, instalment=instalment).exists():
        raise AlreadyAssigned
