"""What binds a guardian to a partner: declared, and ended."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from guardians.enums import TieKind
from guardians.models import Guardian, Tie, Visit
from guardians.services.conflicts import contacts_among
from guardians.services.locking import locked
from guardians.services.visiting import call_off_all
from partners.models import Partner
from schools.readers.text import clean


class TiedAlready(DomainError):
    message = _("Ese vínculo ya está declarado.")


@transaction.atomic
def declare_tie(
    *,
    guardian: Guardian,
    partner: Partner,
    kind: TieKind,
    by,
    detail: str = "",
    declared_date: date | None = None,
    at: datetime | None = None,
) -> Tie:
    """Write down what binds them; visits to do to what that partner promised are called off. Raises TiedAlready."""
    guardian = locked(guardian)
    known = {"detail": clean(detail)[:200], "declared_date": declared_date or timezone.localdate(), "recorded_by": by}
    # First the visits: the database too keeps a tie and a visit to do apart.
    call_off_all(guardian, reason=_gettext("Conflicto de interés declarado"), by=by, promised_by=[partner.pk])
    tie, is_new = Tie.objects.get_or_create(
        guardian=guardian, partner=partner, kind=kind, ended_date=None, defaults=known
    )
    if not is_new:
        raise TiedAlready
    record("guardians.tie_declared", guardian, by=by, at=at, partner=str(partner))
    return tie


@transaction.atomic
def end_tie(*, tie: Tie, reason: str, by) -> Tie:
    """It binds no more, from today, and why; a repeat does nothing."""
    guardian = locked(tie.guardian)
    tie = Tie.objects.select_for_update(of=("self",)).select_related("partner").get(pk=tie.pk)
    if tie.ended_date is None:
        tie.ended_date = max(timezone.localdate(), tie.declared_date)
        tie.save(update_fields=["ended_date"])
        record("guardians.tie_ended", guardian, by=by, partner=str(tie.partner), reason=clean(reason)[:300])
    return tie


def spare_contacts(partners: Iterable[int], *, by=None) -> None:
    """Whoever speaks for these partners now goes to see nothing of what they promised: those visits are called off."""
    due = Visit.objects.pending().filter(instalment__commitment__partner__in=partners).values("guardian")
    sent = {one.pk: one for one in Guardian.objects.filter(pk__in=due).select_related("user").order_by("pk")}
    for guardian_id, contact in contacts_among(sent.values()):
        if contact.partner_id in partners:
            reason = _gettext("Conflicto de interés: es contacto de quien prometió")
            call_off_all(locked(sent[guardian_id]), reason=reason, by=by, promised_by=partners)


def join_partners(*, kept: Partner, gone: Partner, by=None) -> None:
    """Two partners are one: whoever was tied to either is tied to it, once, and goes to see nothing of it."""
    both = [kept.pk, gone.pk]
    tied = Tie.objects.standing().filter(partner__in=both).values("guardian")
    for guardian in Guardian.objects.filter(pk__in=tied).order_by("pk"):
        call_off_all(locked(guardian), reason=_gettext("Conflicto de interés declarado"), by=by, promised_by=both)
    doubled = set(Tie.objects.standing().filter(partner=kept).values_list("guardian", "kind"))
    for tie in Tie.objects.standing().filter(partner=gone):
        if (tie.guardian_id, tie.kind) in doubled:
            tie.ended_date = max(timezone.localdate(), tie.declared_date)
            tie.save(update_fields=["ended_date"])
    Tie.objects.filter(partner=gone).update(partner=kept)
    spare_contacts(both, by=by)
