"""A change of what was promised: a new version, the old one kept, the promiser's yes asked again."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import CommitmentState, Party
from commitments.models import Commitment, Confirmation, Instalment, Part, Reschedule, Version
from commitments.services import telling
from commitments.services.remembering import remember
from commitments.services.scheduling import as_rows, checked
from commitments.services.standing import CommitmentMovedOn, given, locked, settle
from commitments.services.voices import Voice, check_speaks_for_promiser
from core.tenancy.errors import DomainError


class ChangeWaiting(DomainError):
    message = _("Ya hay un cambio pedido que la UGEL no respondió. Espere la respuesta antes de pedir otro.")


class ChangeAnswered(DomainError):
    message = _("Otra persona ya respondió este cambio.")


class NothingChanges(DomainError):
    message = _("Es lo mismo que ya está prometido. Cambie la cantidad, la fecha o el texto.")


class SameDate(DomainError):
    message = _("Es la misma fecha. Elija otra.")


class AlreadyWitnessed(DomainError):
    message = _("Alguien ya dijo qué pasó con esta entrega: su fecha ya no se cambia.")


@transaction.atomic
def change_promise(
    *, commitment: Commitment, what: str, unit: str, parts: Sequence[Part], reason: str, version: int, by
) -> Commitment:
    """The UGEL rewrites what is promised; the promiser has to confirm again. `version` is the one the person read.

    `parts` are what remains: instalments somebody already spoke of stay as they are. Raises CommitmentMovedOn when
    somebody changed it first, NothingChanges, NoDates, TooManyDates, QuantityMissing, ReasonMissing.
    """
    commitment = locked(commitment)
    if commitment.version != version or not _is_open(commitment):
        raise CommitmentMovedOn
    new = _drafted(commitment, what, unit, parts, reason)
    new.asked_by, new.recorded_by = by.full_name, by
    _put_in_force(commitment, new, parts, by=by)
    telling.tell_proposed([commitment], by=by)
    return settle(commitment, by=by)


@transaction.atomic
def ask_change(
    *, commitment: Commitment, what: str, unit: str, parts: Sequence[Part], reason: str, version: int, voice: Voice
) -> Version:
    """The promiser asks for other terms; nothing changes until the UGEL answers.

    Raises NotThePromiser, CommitmentMovedOn, ChangeWaiting, NothingChanges and what a schedule raises.
    """
    commitment = locked(commitment)
    check_speaks_for_promiser(voice, commitment)
    if commitment.version != version or not _is_open(commitment):
        raise CommitmentMovedOn
    asked = _drafted(commitment, what, unit, parts, reason)
    waiting = Version.objects.waiting().filter(commitment=commitment).first()
    if waiting and (waiting.what, waiting.unit, waiting.parts) == (what, unit, checked(parts)):
        return waiting
    if waiting:
        raise ChangeWaiting
    asked.asked_by, asked.asked_post = voice.name, voice.post
    asked.contact, asked.recorded_by = voice.contact, voice.recorded_by
    asked.schedule = as_rows(checked(parts))
    asked.save(force_insert=True)
    remember(commitment, "change_asked", by=voice.recorded_by, reason=reason, said_by=voice.name)
    telling.tell_follower(commitment, telling.change_asked(commitment, asked), by=voice.recorded_by)
    return asked


@transaction.atomic
def accept_change(*, version: Version, by) -> Commitment:
    """The UGEL agrees: the terms are in force, and the promiser's word for them is their yes. Raises ChangeAnswered."""
    commitment = locked(version.commitment)
    asked = _still_waiting(version)
    if not _is_open(commitment):
        raise CommitmentMovedOn
    parts = asked.parts
    _put_in_force(commitment, asked, parts, by=by)
    voice = _who_asked(asked, commitment)
    Confirmation.objects.create(version=asked, **voice.as_fields())
    commitment.confirmed_version = commitment.version
    commitment.first_confirmed_at = commitment.first_confirmed_at or timezone.now()
    telling.tell_promiser(commitment, telling.change_accepted(commitment))
    return settle(commitment, by=by)


@transaction.atomic
def refuse_change(*, version: Version, reason: str, by) -> Version:
    """The promise stays as it was, and the promiser reads why. Raises ChangeAnswered, ReasonMissing."""
    commitment = locked(version.commitment)
    asked = _still_waiting(version)
    asked.refused_at, asked.refusal = timezone.now(), given(reason)
    asked.save(update_fields=["refused_at", "refusal"])
    remember(commitment, "change_refused", by=by, reason=asked.refusal)
    telling.tell_promiser(commitment, telling.change_refused(commitment, asked))
    return asked


@transaction.atomic
def reschedule(*, instalment: Instalment, new_date: date, reason: str, voice: Voice) -> Instalment:
    """Move one date; the old one and the reason stay. What is promised does not change, so the yes holds.

    Raises SameDate, AlreadyWitnessed, CommitmentMovedOn, ReasonMissing.
    """
    commitment = locked(instalment.commitment)
    if not _is_open(commitment):
        raise CommitmentMovedOn
    instalment = commitment.instalments.get(pk=instalment.pk)
    if instalment.due_date == new_date:
        raise SameDate
    if instalment.attestations.exists():
        raise AlreadyWitnessed
    moved = _move_date(instalment, new_date, given(reason), voice.name, voice.recorded_by)
    instalment.save(update_fields=["due_date"])
    dates = {"old_date": moved.old_date, "new_date": new_date}
    remember(commitment, "rescheduled", by=voice.recorded_by, reason=reason, said_by=voice.name, **dates)
    telling.tell_rescheduled(commitment, moved, by=voice.recorded_by)
    settle(commitment, by=voice.recorded_by)
    return instalment


def _drafted(commitment, what, unit, parts, reason) -> Version:
    """The terms as they would be, checked to be other than those in force."""
    what, unit, parts = what.strip() or commitment.what, unit.strip() or commitment.unit, checked(parts)
    remaining = [Part(one.due_date, one.quantity) for one in _untouched(commitment)]
    if (what, unit, parts) == (commitment.what, commitment.unit, remaining):
        raise NothingChanges
    return Version(commitment=commitment, what=what, unit=unit, reason=given(reason))


def _put_in_force(commitment: Commitment, version: Version, parts: Sequence[Part], *, by) -> None:
    commitment.version += 1
    commitment.what, commitment.unit = version.what, version.unit
    _rewrite(commitment, checked(parts), version, by)
    instalments = list(commitment.instalments.in_order())
    commitment.quantity = sum(one.quantity for one in instalments)
    version.number, version.schedule = commitment.version, as_rows(instalments)
    version.save()
    remember(commitment, "changed", by=by, reason=version.reason, version=version.number)


def _rewrite(commitment, parts, version, by) -> None:
    """Lay the new parts over the instalments nobody spoke of; a date that moves is kept like any rescheduling."""
    untouched = list(_untouched(commitment))
    last = max((one.position for one in commitment.instalments.all()), default=0)
    for instalment, part in zip(untouched, parts, strict=False):
        if instalment.due_date != part.due_date:
            _move_date(instalment, part.due_date, version.reason, version.asked_by, by)
        instalment.quantity = part.quantity
        instalment.save(update_fields=["due_date", "quantity"])
    Instalment.objects.bulk_create(
        Instalment(commitment=commitment, position=position, due_date=part.due_date, quantity=part.quantity)
        for position, part in enumerate(parts[len(untouched) :], start=last + 1)
    )
    Instalment.objects.filter(pk__in=[one.pk for one in untouched[len(parts) :]]).delete()


def _untouched(commitment):
    return commitment.instalments.untouched().in_order()


def _move_date(instalment, new_date, reason, asked_by, recorded_by) -> Reschedule:
    dates = {"old_date": instalment.due_date, "new_date": new_date}
    instalment.due_date = new_date
    return Reschedule.objects.create(
        instalment=instalment, reason=reason, asked_by=asked_by, recorded_by=recorded_by, **dates
    )


def _still_waiting(version: Version) -> Version:
    asked = Version.objects.waiting().select_related("contact").filter(pk=version.pk).first()
    if asked is None:
        raise ChangeAnswered
    return asked


def _who_asked(asked: Version, commitment: Commitment) -> Voice:
    if asked.contact:
        return Voice.of_contact(asked.contact, name=asked.asked_by, post=asked.asked_post)
    writer = asked.recorded_by
    return Voice(Party.PROMISER, asked.asked_by, asked.asked_post, user=writer, recorded_by=writer)


def _is_open(commitment: Commitment) -> bool:
    return commitment.state == CommitmentState.PROPOSED or commitment.is_live
