"""A school's care: taken, renewed, handed over, given back; one unit at a time."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from adoptions.enums import Closing
from adoptions.models import Adoption, Holder, NeediestList
from adoptions.services.days import drop_days, repromise_days
from adoptions.services.locking import hold_school, locked
from core.audit.services import record
from core.tenancy.errors import DomainError
from partners.models import Contact
from schools.models import School
from schools.readers.text import clean


class AssignmentTooEarly(DomainError):
    message = _(
        "Primero congele la lista de las más necesitadas de ese año: se asigna después de saber quién va antes."
    )


class SchoolTaken(DomainError):
    message = _("Otra unidad tiene esa escuela en esas fechas. Elija otra escuela u otras fechas.")


class TermUpsideDown(DomainError):
    message = _("El fin no puede ser anterior al inicio. Revise las dos fechas.")


class ContactGone(DomainError):
    message = _("Esa persona ya no habla por la unidad. Elija a quien coordina hoy.")


class NotFromHere(DomainError):
    message = _("Así como está la adopción, ese paso ya no corresponde. Ábrala otra vez para ver cómo quedó.")


class RenewedAlready(DomainError):
    message = _("Esta adopción ya tiene una renovación. Ábrala desde su página.")


class FollowedByAnother(DomainError):
    message = _("Le sigue una renovación. Devuelva primero la renovación.")


class NotTheDay(DomainError):
    message = _("El relevo es desde un día de la adopción que ya llegó y posterior al relevo anterior.")


class NothingChanges(DomainError):
    message = _("Es la misma persona que ya coordina. Elija a quien la releva.")


@transaction.atomic
def adopt(
    *,
    school: School,
    contact: Contact,
    from_date: date,
    to_date: date,
    by,
    notes: str = "",
    at: datetime | None = None,
) -> Adoption:
    """A unit takes a school for a term, with one of its contacts as coordinator.

    Raises AssignmentTooEarly, TermUpsideDown, ContactGone, SchoolTaken.
    """
    if not NeediestList.objects.in_force(year=from_date.year, at=timezone.now()).exists():
        raise AssignmentTooEarly
    if not contact.speaks_today:
        raise ContactGone
    made = _begin(school, contact, from_date, to_date, by=by, at=at, notes=clean(notes)[:1000], followed_by=by)
    record("adoptions.adopted", made, by=by, at=at, school_id=school.pk, unit=str(made.partner))
    return made


@transaction.atomic
def renew(*, adoption: Adoption, to_date: date, by) -> Adoption:
    """The next term of the same unit, from the day after. Raises NotFromHere once it is over, RenewedAlready,
    TermUpsideDown, SchoolTaken."""
    adoption = locked(adoption)
    _check_open(adoption)
    if adoption.renewals.exists():
        raise RenewedAlready
    first = adoption.to_date + timedelta(days=1)
    told = {"followed_by": adoption.followed_by, "notes": adoption.notes, "renews": adoption}
    made = _begin(adoption.school, adoption.contact, first, to_date, by=by, **told)
    until = to_date.isoformat()
    record("adoptions.renewed", made, by=by, school_id=made.school_id, unit=str(made.partner), until=until)
    return made


@transaction.atomic
def hand_over(
    *, adoption: Adoption, contact: Contact, since_date: date, reason: str, by, at: datetime | None = None
) -> Holder:
    """Another person of the unit, or another unit, takes over; who had it stays on record.

    Days nobody spoke of yet are asked of the new unit. Raises NotFromHere, NotTheDay, ContactGone, NothingChanges, and
    FollowedByAnother where the unit that leaves has the next term too.
    """
    adoption = locked(adoption)
    if contact.pk == adoption.contact_id:
        raise NothingChanges
    if not contact.speaks_today:
        raise ContactGone
    _check_relief(adoption, since_date)
    is_other_unit = contact.partner_id != adoption.partner_id
    if is_other_unit and adoption.renewals.exists():
        raise FollowedByAnother
    adoption.partner, adoption.contact = contact.partner, contact
    adoption.save(update_fields=["partner", "contact"])
    holder = _hold(adoption, since_date, by=by, reason=clean(reason)[:300])
    if is_other_unit:
        repromise_days(adoption, since_date, reason=_gettext("La escuela pasó a otra unidad"), by=by)
    unit = str(adoption.partner)
    record("adoptions.handed_over", adoption, by=by, at=at, school_id=adoption.school_id, unit=unit)
    return holder


@transaction.atomic
def return_school(*, adoption: Adoption, reason: str, by) -> Adoption:
    """The unit gives the school back before its date: free from today, days to come called off.

    Raises NotFromHere, FollowedByAnother.
    """
    adoption = locked(adoption)
    _check_open(adoption)
    if adoption.renewals.exists():
        raise FollowedByAnother
    adoption.closing, adoption.end_reason = Closing.RETURNED, clean(reason)[:300]
    adoption.ended_date = max(timezone.localdate(), adoption.from_date)
    if adoption.ended_date == adoption.from_date:
        adoption.renews = None  # it never began: the term before is followed by nothing, and may be renewed again
    adoption.save()
    drop_days(adoption, adoption.ended_date, reason=_gettext("La unidad devolvió la escuela"), by=by)
    unit, said = str(adoption.partner), adoption.end_reason
    record("adoptions.returned", adoption, by=by, school_id=adoption.school_id, unit=unit, reason=said)
    return adoption


def _begin(school: School, contact: Contact, from_date: date, to_date: date, *, by, at=None, **told) -> Adoption:
    if to_date < from_date:
        raise TermUpsideDown
    hold_school(school.pk)
    if Adoption.objects.filter(school=school).within(from_date, to_date).exists():
        raise SchoolTaken
    made = Adoption.objects.create(
        school=school,
        partner=contact.partner,
        contact=contact,
        from_date=from_date,
        to_date=to_date,
        created_at=at or timezone.now(),
        **told,
    )
    _hold(made, from_date, by=by)
    return made


def _hold(adoption: Adoption, since_date: date, *, by, reason: str = "") -> Holder:
    return Holder.objects.create(
        adoption=adoption,
        partner=adoption.partner,
        contact=adoption.contact,
        since_date=since_date,
        reason=reason,
        recorded_by=by,
    )


def _check_open(adoption: Adoption) -> None:
    if adoption.closing or adoption.to_date < timezone.localdate():
        raise NotFromHere


def _check_relief(adoption: Adoption, since_date: date) -> None:
    _check_open(adoption)
    last = adoption.holders.order_by("-since_date").values_list("since_date", flat=True)[0]
    if not last < since_date <= min(adoption.to_date, timezone.localdate()):
        raise NotTheDay
