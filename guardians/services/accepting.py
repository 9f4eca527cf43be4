"""Who is a guardian: accepted with a signed code of conduct, for places, from day to day; ended with a reason."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.audit.services import record
from core.files.models import StoredFile
from core.files.services import store_paper
from core.people.models import Contact as UserContact
from core.people.services.people import add_person, withdraw_person
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from guardians.enums import TieKind
from guardians.models import OWNER, Code, Guardian, Tie, Watch, speakers_for_others
from guardians.services.conflicts import check_independent, contacts_among, same_name
from guardians.services.locking import locked
from guardians.services.visiting import call_off_all
from guardians.services.watching import close_all, sync
from schools.models import School, Territory
from schools.readers.text import clean


class NoCode(DomainError):
    message = _("Primero publique el código de conducta de su UGEL: cada guardián firma ese texto.")


class NoPlace(DomainError):
    message = _("Elija al menos una escuela, o un territorio.")


class AcceptedAlready(DomainError):
    message = _("Esta persona ya es guardián. Abra su página para cambiar sus escuelas.")


class KnownAlready(DomainError):
    message = _("Ya hay una persona con este nombre y teléfono: elíjala en la lista en vez de escribirla otra vez.")


class EndsBeforeItBegan(DomainError):
    message = _("El fin no puede ser anterior al inicio. Revise las dos fechas.")


class SignedLater(DomainError):
    message = _("La firma del código no puede ser de un día que aún no llega.")


class NotFromHere(DomainError):
    message = _("Esta persona ya no es guardián. Ábrala otra vez para ver cómo quedó.")


class NothingChanged(DomainError):
    message = _("Es el mismo texto que está en vigor. Cámbielo antes de publicar.")


@transaction.atomic
def publish_code(*, text: str, by, at: datetime | None = None) -> Code:
    """The next version of the code; whoever signed an earlier one stays with it. Raises NothingChanged."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    last = Code.objects.order_by("-number").first()
    if last and last.text == text:
        raise NothingChanged
    number = (Code.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    code = Code.objects.create(number=number, text=text, published_by=by, published_at=at or timezone.now())
    record("guardians.code_published", code, by=by, at=at, number=number)
    return code


@transaction.atomic
def accept(
    *,
    from_date: date,
    signed_date: date,
    by,
    schools: Iterable[School] = (),
    territories: Iterable[Territory] = (),
    user: User | None = None,
    full_name: str = "",
    phone=None,
    to_date: date | None = None,
    keep_scan: Callable[[], StoredFile] | None = None,
    at: datetime | None = None,
) -> Guardian:
    """Accept somebody (`user`, or a new person) who signed the code in force, for schools and territories.

    Whoever a partner has as its contact, by their number and name, is tied to it at once. Raises NoCode, NoPlace,
    EndsBeforeItBegan, SignedLater, KnownAlready, NotIndependent, AcceptedAlready.
    """
    schools, territories = list(schools), list(territories)
    code = Code.objects.order_by("-number").first()
    if code is None:
        raise NoCode
    if not (schools or territories):
        raise NoPlace
    _check_dates(from_date, to_date, signed_date)
    _check_is_new(user, full_name, phone)
    person = add_person(full_name=clean(full_name), role=Role.GUARDIAN, phone=phone, user=user, by=by).user
    # The person's row is the lock: nobody is accepted twice at once.
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    _check_person(person)
    guardian = Guardian.objects.create(
        user=person,
        code=code,
        signed_date=signed_date,
        scan=keep_scan() if keep_scan else None,
        from_date=from_date,
        to_date=to_date,
        accepted_by=by,
        accepted_at=at or timezone.now(),
    )
    _bring_ties(guardian)
    _tie_to_partners(guardian, by=by, at=at)
    _watch(guardian, schools, territories)
    record("guardians.accepted", guardian, by=by, at=at)
    sync([guardian], since=from_date, by=by, at=at)
    return guardian


def _bring_ties(guardian: Guardian) -> None:
    """Who comes back is tied to whom they were, until somebody says that it is over."""
    for tie in Tie.objects.standing().filter(guardian__user=guardian.user).exclude(guardian=guardian).order_by("pk"):
        told = {"detail": tie.detail, "declared_date": tie.declared_date, "recorded_by_id": tie.recorded_by_id}
        Tie.objects.get_or_create(
            guardian=guardian, partner_id=tie.partner_id, kind=tie.kind, ended_date=None, defaults=told
        )
        tie.ended_date = max(timezone.localdate(), tie.declared_date)
        tie.save(update_fields=["ended_date"])


def _tie_to_partners(guardian: Guardian, *, by, at=None) -> None:
    """Who speaks for a partner today is part of it, whatever they declared."""
    for contact in {one.partner_id: one for _guardian_id, one in contacts_among([guardian])}.values():
        told = {"detail": contact.post[:200], "recorded_by": by}
        _tie, is_new = Tie.objects.get_or_create(
            guardian=guardian, partner=contact.partner, kind=TieKind.MEMBER, ended_date=None, defaults=told
        )
        if is_new:
            record("guardians.tie_declared", guardian, by=by, at=at, partner=str(contact.partner))


@transaction.atomic
def change_places(*, guardian: Guardian, schools: Iterable[School], territories: Iterable[Territory], by) -> Guardian:
    """From today these places and no others. Raises NotFromHere, NoPlace."""
    schools, territories = list(schools), list(territories)
    guardian = locked(guardian)
    _check_open(guardian)
    if not (schools or territories):
        raise NoPlace
    guardian.watches.all().delete()
    _watch(guardian, schools, territories)
    sync([guardian], since=timezone.localdate(), by=by)
    record("guardians.places_changed", guardian, by=by, schools=len(schools), territories=len(territories))
    return guardian


@transaction.atomic
def attach_scan(*, guardian: Guardian, scan, by) -> Guardian:
    """Keep the paper they signed; the one before stays on record. Raises NotFromHere, UploadRefused."""
    guardian = locked(guardian)
    _check_open(guardian)
    before = guardian.scan_id
    guardian.scan = store_paper(scan, owner=OWNER, by=by)
    guardian.save(update_fields=["scan"])
    record("guardians.scan_attached", guardian, by=by, before=before)
    return guardian


@transaction.atomic
def end(*, guardian: Guardian, reason: str, by, at: datetime | None = None) -> Guardian:
    """They are no guardian from today: schools, role and card go, visits to do are called off. Raises NotFromHere."""
    guardian = locked(guardian)
    _check_open(guardian)
    day = max(timezone.localdate(), guardian.from_date)
    return _end(guardian, day, clean(reason)[:300], by=by, at=at)


def end_those_over() -> int:
    """Each whose last day has passed, or who works for the UGEL or a school since; how many."""
    there = Guardian.objects.filter(ended_date=None)
    over = there.ran_out(timezone.localdate()) | there.exclude(pk__in=there.independent().values("pk"))
    return sum(_end_if_over(one) for one in list(over.order_by("pk")))


@transaction.atomic
def _end_if_over(guardian: Guardian) -> bool:
    guardian = locked(guardian)
    today = timezone.localdate()
    if guardian.ended_date:
        return False
    if guardian.to_date and guardian.to_date < today:
        reason = _gettext("Se cumplió su plazo")
    elif speakers_for_others().filter(user=guardian.user_id).exists():
        reason = _gettext("Ahora trabaja en la UGEL o en una escuela")
    else:
        return False
    _end(guardian, max(today, guardian.from_date), reason, by=None)
    return True


def _end(guardian: Guardian, day: date, reason: str, *, by, at=None) -> Guardian:
    guardian.ended_date, guardian.end_reason = day, reason
    guardian.save(update_fields=["ended_date", "end_reason"])
    close_all(guardian)
    call_off_all(guardian, reason=_gettext("Dejó de ser guardián"), by=by)
    roles = Membership.objects.active().filter(user=guardian.user_id, ugel=current_ugel(), role=Role.GUARDIAN)
    for membership in roles:
        withdraw_person(membership=membership, by=by)
    record("guardians.ended", guardian, by=by, at=at, reason=reason)
    return guardian


def _check_is_new(user: User | None, full_name: str, phone) -> None:
    if user or not phone:
        return
    with_number = User.objects.filter(pk__in=UserContact.objects.filter(phone=phone).values("user"))
    if any(same_name(one.full_name, full_name) for one in with_number):
        raise KnownAlready


def _check_dates(from_date: date, to_date: date | None, signed_date: date) -> None:
    if to_date and to_date < from_date:
        raise EndsBeforeItBegan
    if signed_date > timezone.localdate():
        raise SignedLater


def _check_person(person: User) -> None:
    check_independent(person)
    if Guardian.objects.filter(user=person, ended_date=None).exists():
        raise AcceptedAlready


def _check_open(guardian: Guardian) -> None:
    if guardian.ended_date or (guardian.to_date and guardian.to_date < timezone.localdate()):
        raise NotFromHere


def _watch(guardian: Guardian, schools: list[School], territories: list[Territory]) -> None:
    Watch.objects.bulk_create(
        [
            *(Watch(guardian=guardian, school=school) for school in schools),
            *(Watch(guardian=guardian, territory=territory) for territory in territories),
        ]
    )
