"""What was noted wrong is corrected or struck; an acta issued before is replaced by the next (decision 22)."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from commitments.enums import ENDINGS
from commitments.models import Attestation, Commitment, Part
from commitments.services import cancel, change_promise
from commitments.services.changing import NothingChanges
from core.audit.services import record
from core.tenancy.errors import DomainError
from dialogues.models import Agreement, Attendance, Problem, Session
from dialogues.services.links import call_off_invitations
from dialogues.services.locking import locked
from dialogues.services.sittings import check_due, confirm_at_the_table, signer


class AgreementUnderWay(DomainError):
    message = _("Alguien ya dijo qué pasó con este acuerdo. Lo que cambie, cámbielo en el compromiso de cada escuela.")


class AlreadyStruck(DomainError):
    message = _("Eso ya se quitó de la sesión. Vuelva a la sesión y mírela.")


class HasAnswered(DomainError):
    message = _("Esa persona ya respondió sobre el acta y queda en la lista. Lo que esté mal escrito se corrige.")


@transaction.atomic
def correct_attendance(*, item: Attendance, name: str, entity: str, post: str, has_signed: bool, by) -> Attendance:
    """Mend how somebody is written, or note that they signed later. Raises AlreadyStruck."""
    return _corrected(item, by, name=name, entity=entity, post=post, has_signed=has_signed)


@transaction.atomic
def correct_problem(*, item: Problem, text: str, severity: int, reach: int, feasibility: int, by) -> Problem:
    """Mend a problem or its weights. Raises AlreadyStruck."""
    return _corrected(item, by, text=text, severity=severity, reach=reach, feasibility=feasibility)


@transaction.atomic
def correct_agreement(
    *, item: Agreement, what: str, quantity: Decimal, unit: str, due_date: date, reason: str, by, at=None
) -> Agreement:
    """Mend what was agreed and the promises it became; the partner is asked again.

    Whoever signed on the screen says yes again where it is mended on the day of the sitting, in front of them.
    Raises AlreadyStruck, DueBeforeSitting, AgreementUnderWay and what a schedule raises.
    """
    session, item = locked(item.session), _standing(item)
    told = {"what": what.strip(), "quantity": quantity, "unit": unit.strip(), "due_date": due_date}
    if all(getattr(item, name) == value for name, value in told.items()):
        return item
    if due_date != item.due_date:
        check_due(session, due_date)
    commitments = _commitments_to_change(item)
    for commitment in commitments:
        with suppress(NothingChanges):  # its school and the partner had already changed it so
            change_promise(
                commitment=commitment,
                what=what,
                unit=unit,
                parts=[Part(due_date, quantity)],
                reason=reason,
                version=commitment.version,
                by=by,
            )
    signed = signer(session, item.partner) if session.is_today else None
    _corrected(item, by, is_confirmed_there=signed is not None, **told)
    if signed:
        changed = Commitment.objects.filter(pk__in=[one.pk for one in commitments]).order_by("pk")
        confirm_at_the_table(list(changed), signed, by=by, at=at)
    return item


@transaction.atomic
def strike_attendance(*, item: Attendance, reason: str, by) -> None:
    """Take somebody off the list who was not there; their link to the acta opens no more.

    Raises AlreadyStruck, HasAnswered.
    """
    locked(item.session)  # an answer that is on its way is there first, or meets the ended link
    if item.readings.exclude(answer="").exists():
        raise HasAnswered
    _strike(item, reason, by)
    call_off_invitations(item.readings.all())


@transaction.atomic
def strike_problem(*, item: Problem, reason: str, by) -> None:
    """Take a problem off the list; what was agreed because of it stands. Raises AlreadyStruck."""
    _strike(item, reason, by)
    item.agreements.update(problem=None)


@transaction.atomic
def strike_agreement(*, item: Agreement, reason: str, by) -> None:
    """Say that this was not agreed: its promises are cancelled with the reason.

    Raises AlreadyStruck, AgreementUnderWay.
    """
    _strike(item, reason, by)
    for commitment in _commitments_to_change(item):
        cancel(commitment=commitment, reason=reason, by=by)


def _corrected(item, by, **told):
    session, stored = locked(item.session), _standing(item)
    before = {name: getattr(stored, name) for name in told}
    changed = {name: value for name, value in told.items() if before[name] != value}
    if changed:
        for name, value in changed.items():
            setattr(item, name, value)
        item.save(update_fields=list(changed))
        _remember(session, "dialogues.corrected", item, by, before={name: str(before[name]) for name in changed})
    return item


def _strike(item, reason: str, by) -> None:
    session = locked(item.session)
    _standing(item)
    item.struck_because = reason.strip()
    item.save(update_fields=["struck_because"])
    _remember(session, "dialogues.struck", item, by, reason=reason.strip())


def _standing(item):
    """The row as it is stored now, its session being locked; raises AlreadyStruck."""
    found = type(item).objects.standing().filter(pk=item.pk).first()
    if found is None:
        raise AlreadyStruck
    return found


def _remember(session: Session, event: str, item, by, **data) -> None:
    record(event, session, by=by, what=str(item), kind=_gettext(item._meta.verbose_name), **data)


def _commitments_to_change(agreement: Agreement) -> list[Commitment]:
    """The promises of an agreement that are not over; raises AgreementUnderWay once anybody spoke of a delivery."""
    made = Commitment.objects.filter(pk__in=agreement.links.values("commitment"))
    if Attestation.objects.filter(commitment__in=made).exists():
        raise AgreementUnderWay
    return list(made.exclude(state__in=ENDINGS).order_by("pk"))
