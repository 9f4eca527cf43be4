from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliances.enums import TRANSITIONS, Stage
from alliances.models import Alliance, AllianceParty, AllianceSchool
from alliances.selectors import renewal_of
from alliances.services.papers import keep_paper
from core.accounts.models import User
from core.audit.services import record, record_at_schools
from core.tenancy.errors import ChangedMeanwhile, DomainError
from partners.models import Partner
from schools.models import School
from schools.readers.text import clean, searchable

ROWS = ("territory", "followed_by")
# What the UGEL notes for itself: no word of the document.
OURS = {"notes", "followed_by"}
MOST_REMEMBERED = 600


class NotFromHere(DomainError):
    message = gettext_lazy("Así como está la alianza, ese paso ya no corresponde. Ábrala otra vez para ver cómo quedó.")


class NobodySigns(DomainError):
    message = gettext_lazy("Una alianza tiene al menos un aliado. Marque con quién es.")


class NoDates(DomainError):
    message = gettext_lazy("El fin no puede ser anterior al inicio. Revise las dos fechas.")


class NoStart(DomainError):
    message = gettext_lazy("Falta desde cuándo rige. Escriba la fecha de inicio.")


class SignedInTheFuture(DomainError):
    message = gettext_lazy("La fecha de la firma todavía no llega. Escriba el día en que se firmó.")


class RenewedAlready(DomainError):
    message = gettext_lazy("Esta alianza ya tiene una renovación. Ábrala desde su página.")


class RenewsNothing(DomainError):
    """A renewal holds longer than what it renews."""

    def __init__(self, before: date):
        words = _("La que renueva rige hasta el %(day)s: esta tiene que regir más allá de ese día. Revise las fechas.")
        super().__init__(words % {"day": date_format(before, "SHORT_DATE_FORMAT")})


class ReasonMissing(DomainError):
    message = gettext_lazy("Esta alianza ya está firmada: escriba por qué se corrige, queda en su historia.")


@transaction.atomic
def register_alliance(
    *,
    partners: Iterable[Partner],
    schools: Iterable[School] = (),
    by: User,
    renews: Alliance | None = None,
    **told: Any,
) -> Alliance:
    """Write down an idea, a talk or a text; nothing counts before it is signed. Raises NobodySigns, NoDates."""
    alliance = Alliance(renews=renews)
    _tell(alliance, told)
    alliance.save()
    _set_parties(alliance, partners)
    _set_schools(alliance, schools)
    data: dict[str, Any] = {"renews": renews.reference or renews.title} if renews else {}
    record("alliances.alliance_registered", alliance, by=by, title=alliance.title, **data)
    return alliance


@transaction.atomic
def correct_alliance(
    *,
    alliance: Alliance,
    version: int,
    partners: Iterable[Partner],
    schools: Iterable[School],
    by: User,
    reason: str = "",
    **told: Any,
) -> Alliance:
    """Change what is known of it; what was signed only with a reason, and what it said before stays on record.

    Raises ChangedMeanwhile, NotFromHere once it ended, ReasonMissing, NobodySigns, NoDates, RenewsNothing.
    """
    alliance = _locked(alliance)
    if alliance.version != version:
        raise ChangedMeanwhile
    if alliance.stage == Stage.ENDED:
        raise NotFromHere
    before = {name: str(getattr(alliance, name) or "") for name in told}
    before |= {"partners": _named(alliance.parties), "schools": _named(alliance.schools)}
    changed = _tell(alliance, told)
    changed += ["partners"] if _set_parties(alliance, partners) else []
    changed += ["schools"] if _set_schools(alliance, schools) else []
    if alliance.signed_date and set(changed) - OURS and not reason.strip():
        raise ReasonMissing
    if changed:
        _save(alliance)
        was = {name: before[name] for name in changed}
        record("alliances.alliance_corrected", alliance, by=by, title=alliance.title, was=was, reason=reason.strip())
    return alliance


def _named(rows) -> str:
    """Parties or schools in one line, as long as history keeps."""
    return ", ".join(str(row) for row in rows.order_by("pk"))[:MOST_REMEMBERED]


@transaction.atomic
def move_talks(*, alliance: Alliance, to: Stage, by: User) -> Alliance:
    """Contacted, negotiating, or a step back; the same step again changes nothing. Raises NotFromHere."""
    alliance = _locked(alliance)
    if alliance.stage == to:
        return alliance
    _move(alliance, to)
    _save(alliance)
    record("alliances.alliance_moved", alliance, by=by, title=alliance.title, stage=to.value)
    return alliance


@transaction.atomic
def sign_alliance(
    *,
    alliance: Alliance,
    signed_date: date,
    from_date: date,
    to_date: date | None = None,
    reference: str = "",
    scan: Any = None,
    by: User,
    at: datetime | None = None,
) -> Alliance:
    """It was signed, with the scan of the signed document where there is one; each school it is for reads of it.

    Raises NotFromHere, SignedInTheFuture, NoDates, UploadRefused.
    """
    alliance = _locked(alliance)
    if signed_date > timezone.localdate():
        raise SignedInTheFuture
    _move(alliance, Stage.SIGNED)
    alliance.signed_date, alliance.from_date, alliance.to_date = signed_date, from_date, to_date
    alliance.reference = clean(reference)[:80] or alliance.reference
    _check_dates(alliance)
    _save(alliance)
    if scan:
        keep_paper(alliance, scan, caption=str(_("Documento firmado")), by=by)
    told: dict[str, Any] = {"by": by, "at": at, "title": alliance.title, "until": to_date and to_date.isoformat()}
    record("alliances.alliance_signed", alliance, **told)
    record_at_schools("alliances.reaches_school", alliance, _schools_of(alliance), **told)
    return alliance


def _schools_of(alliance: Alliance) -> QuerySet:
    """The schools it names, and those of the place it is for."""
    named = Q(pk__in=alliance.schools.values("school"))
    around = School.objects.in_territory(alliance.territory_id) if alliance.territory_id else School.objects.none()
    return School.objects.filter(named | Q(pk__in=around.values("pk"))).values_list("pk", flat=True)


@transaction.atomic
def end_alliance(*, alliance: Alliance, reason: str, by: User, ended_date: date | None = None) -> Alliance:
    """It comes to nothing, or ends before its date; `ended_date` is the first day without it. Raises NotFromHere."""
    alliance = _locked(alliance)
    _move(alliance, Stage.ENDED)
    alliance.ended_date = ended_date or timezone.localdate()
    alliance.end_reason = clean(reason)[:300]
    _save(alliance)
    record("alliances.alliance_ended", alliance, by=by, title=alliance.title, reason=alliance.end_reason)
    return alliance


@transaction.atomic
def renew_alliance(*, alliance: Alliance, by: User) -> Alliance:
    """The next one with the same people, schools and text, to be talked over and signed anew.

    Raises NotFromHere for one that was never signed, RenewedAlready.
    """
    alliance = _locked(alliance)
    if alliance.signed_date is None:
        raise NotFromHere
    if renewal_of(alliance):
        raise RenewedAlready
    return register_alliance(
        partners=[party.partner for party in alliance.parties.select_related("partner")],
        schools=[named.school for named in alliance.schools.select_related("school")],
        by=by,
        renews=alliance,
        title=alliance.title,
        kind=alliance.kind,
        territory=alliance.territory,
        anchor=alliance.anchor,
        anchor_text=alliance.anchor_text,
        followed_by=alliance.followed_by,
        from_date=alliance.to_date and alliance.to_date + timedelta(days=1),
    )


def _locked(alliance: Alliance) -> Alliance:
    return Alliance.objects.select_for_update().get(pk=alliance.pk)


def _move(alliance: Alliance, to: Stage) -> None:
    if to not in TRANSITIONS[Stage(alliance.stage)]:
        raise NotFromHere
    alliance.stage = to


def _save(alliance: Alliance) -> None:
    alliance.version += 1
    alliance.save()


def _tell(alliance: Alliance, told: dict) -> list[str]:
    """Set what a person filled in; the names of what changed."""
    changed = []
    for name, given in told.items():
        value = clean(given) if isinstance(given, str) and name != "notes" else given
        told_of = value.pk if isinstance(value, Model) else value
        if getattr(alliance, f"{name}_id" if name in ROWS else name) != told_of:
            setattr(alliance, name, value)
            changed.append(name)
    alliance.search_title = searchable(alliance.title)
    _check_dates(alliance)
    return changed


def _check_dates(alliance: Alliance) -> None:
    if alliance.from_date is None:
        if alliance.signed_date or alliance.to_date:
            raise NoStart
    elif alliance.to_date and alliance.to_date < alliance.from_date:
        raise NoDates
    before = alliance.renews and alliance.renews.to_date
    if alliance.signed_date and before and alliance.to_date and alliance.to_date <= before:
        raise RenewsNothing(before)


def _set_parties(alliance: Alliance, partners: Iterable[Partner]) -> bool:
    wanted = {partner.pk for partner in partners}
    if not wanted:
        raise NobodySigns
    had = set(alliance.parties.values_list("partner_id", flat=True))
    alliance.parties.filter(partner_id__in=had - wanted).delete()
    AllianceParty.objects.bulk_create([AllianceParty(alliance=alliance, partner_id=pk) for pk in sorted(wanted - had)])
    return wanted != had


def _set_schools(alliance: Alliance, schools: Iterable[School]) -> bool:
    wanted = {school.pk for school in schools}
    had = set(alliance.schools.values_list("school_id", flat=True))
    alliance.schools.filter(school_id__in=had - wanted).delete()
    AllianceSchool.objects.bulk_create([AllianceSchool(alliance=alliance, school_id=pk) for pk in sorted(wanted - had)])
    return wanted != had
