"""Reminders before and after a date, and to the head when it stays overdue: each once, whoever dies in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.enums import LIVE_STATES, InstalmentState, Promiser, ReminderStep
from commitments.models import Commitment, Instalment
from commitments.services import telling
from commitments.services.remembering import remember
from commitments.services.standing import locked
from core.notifications.models import Message
from core.strategies import settings as ugel_settings
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from partners.enums import ContactChannel
from partners.models import Contact

AT_ONCE = 200
# All that somebody is reminded of at one time is one letter.
BUNDLE = "commitments.reminder"
# A UGEL that begins with old promises is not flooded with reminders of last year's.
OLDEST = timedelta(days=90)
SETTINGS = {
    ReminderStep.BEFORE: "commitments.remind_before_days",
    ReminderStep.AFTER: "commitments.remind_after_days",
    ReminderStep.ESCALATION: "commitments.escalate_after_days",
}
NOT_YET_THERE = (InstalmentState.EXPECTED, InstalmentState.PARTLY, InstalmentState.MISSED)


class NothingToRemind(DomainError):
    message = gettext_lazy("No espera ninguna entrega: no hay de qué avisar.")


class NobodyToRemind(DomainError):
    message = gettext_lazy("Quien prometió no tiene a nadie a quien avisar. Anote un contacto con número o correo.")


class RemindedToday(DomainError):
    message = gettext_lazy("Hoy ya se le avisó de esta fecha.")


@dataclass(frozen=True)
class Reminding:
    """One step on one day: which dates it is about, and whom it tells."""

    step: ReminderStep
    first: date
    last: date
    tell: Callable[[Instalment, str], None]


def remind_due(run) -> dict:
    """Tell of every date that asks for it today and was not told of yet; one transaction a date."""
    with scope(run.ugel):
        plan = _plan(timezone.localdate())
    told = dict.fromkeys((one.step for one in plan), 0)
    for one in plan:
        last_pk = 0
        while batch := _batch(run.ugel, one, after=last_pk):
            for pk in batch:
                told[one.step] += _tell_of(run.ugel, one, pk)
                run.progress(sum(told.values()), 0, _("Avisando de las fechas"))
            last_pk = batch[-1]
    return {str(step): count for step, count in told.items()}


@transaction.atomic
def remind_now(*, commitment: Commitment, by) -> Commitment:
    """Tell the promiser of the next date at once; raises NothingToRemind, NobodyToRemind, RemindedToday."""
    commitment = locked(commitment)
    if not commitment.is_live or commitment.next_due_date is None:
        raise NothingToRemind
    if not _is_reachable(commitment):
        raise NobodyToRemind
    key = f"{ReminderStep.BY_HAND}:{commitment.next_due_date}:{timezone.localdate()}"
    if Message.objects.filter(key=f"commitment:{commitment.pk}:{key}").exists():
        raise RemindedToday
    is_late = commitment.is_overdue
    _tell_promiser(commitment, _words(commitment, commitment.next_due_date, LATE if is_late else COMING), key)
    remember(commitment, "reminded", by=by)
    return commitment


def _plan(today: date) -> list[Reminding]:
    days = {step: timedelta(days=max(0, int(value))) for step, value in _days().items()}
    coming = today + days[ReminderStep.BEFORE]
    return [
        Reminding(ReminderStep.BEFORE, today, coming, _tell_before),
        Reminding(ReminderStep.AFTER, today - OLDEST, _passed(today, days[ReminderStep.AFTER]), _tell_after),
        Reminding(ReminderStep.ESCALATION, today - OLDEST, _passed(today, days[ReminderStep.ESCALATION]), _tell_head),
    ]


def _days() -> dict[ReminderStep, float]:
    found = ugel_settings.values(SETTINGS.values())
    return {step: found[name] for step, name in SETTINGS.items()}


def _passed(today: date, days: timedelta) -> date:
    """The last date that is so many days over; today itself is not over."""
    return today - max(days, timedelta(days=1))


def waiting_for(one: Reminding):
    """Dates of promises under way that this step did not tell of yet."""
    key = Concat(
        Value("commitment:"),
        Cast("commitment_id", CharField()),
        Value(f":{one.step}:"),
        Cast("pk", CharField()),
        Value(":"),
        Cast("due_date", CharField()),
        output_field=CharField(),
    )
    due = Instalment.objects.filter(
        due_date__range=(one.first, one.last), state__in=NOT_YET_THERE, commitment__state__in=LIVE_STATES
    )
    return due.alias(key=key).exclude(Exists(Message.objects.filter(key=OuterRef("key"))))


def _batch(ugel, one: Reminding, *, after: int) -> list[int]:
    with scope(ugel):
        rows = waiting_for(one).filter(pk__gt=after).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def _tell_of(ugel, one: Reminding, pk: int) -> bool:
    """Tell of one date under the promise's lock; it may have come or moved since it was picked."""
    with scope(ugel), transaction.atomic():
        picked = Instalment.objects.filter(pk=pk).values_list("commitment_id", flat=True).first()
        if picked is None:
            return False
        commitment = locked(Commitment(pk=picked))
        instalment = waiting_for(one).filter(pk=pk).first()
        if instalment is None:
            return False
        instalment.commitment = commitment
        one.tell(instalment, f"{one.step}:{instalment.pk}:{instalment.due_date}")
        return True


COMING = gettext_lazy("Le recordamos: %(what)s, para %(place)s, fecha %(day)s.")
LATE = gettext_lazy(
    "La fecha era el %(day)s: %(what)s, para %(place)s. Díganos si se entregó o si necesita otra fecha."
)
COMING_HERE = gettext_lazy("Se acerca la fecha, %(day)s: %(what)s, de %(who)s, para %(place)s.")
LATE_HERE = gettext_lazy("Pasó la fecha, %(day)s, y nadie dijo que llegó: %(what)s, de %(who)s, para %(place)s.")
LATE_FOR_HEAD = gettext_lazy("Sigue vencido desde el %(day)s: %(what)s, de %(who)s, para %(place)s. Lo sigue %(by)s.")


def _tell_before(instalment: Instalment, key: str) -> None:
    _tell_both(instalment, key, COMING, COMING_HERE)


def _tell_after(instalment: Instalment, key: str) -> None:
    _tell_both(instalment, key, LATE, LATE_HERE)


def _tell_both(instalment, key, to_promiser, to_follower) -> None:
    commitment = instalment.commitment
    _tell_promiser(commitment, _words(commitment, instalment.due_date, to_promiser), key)
    telling.tell_follower(commitment, _words(commitment, instalment.due_date, to_follower), key=key, bundle=BUNDLE)


def _tell_head(instalment: Instalment, key: str) -> None:
    commitment = instalment.commitment
    telling.tell_heads(commitment, _words(commitment, instalment.due_date, LATE_FOR_HEAD), key=key, bundle=BUNDLE)
    remember(commitment, "escalated")


def _tell_promiser(commitment: Commitment, body, key: str) -> None:
    """A partner's contacts with their link, or the people of the school that promised; the UGEL has its follower."""
    telling.tell_promiser(commitment, body, key=key, bundle=BUNDLE)
    if commitment.promiser in (Promiser.SCHOOL, Promiser.APAFA):
        telling.tell_school(commitment, body, key=key, bundle=BUNDLE)


def _is_reachable(commitment: Commitment) -> bool:
    if commitment.promiser != Promiser.PARTNER:
        return commitment.promiser != Promiser.UGEL
    reached = Contact.objects.active().filter(partner=commitment.partner_id).exclude(channel=ContactChannel.NONE)
    return reached.exists()


def _words(commitment: Commitment, day: date, words):
    """Lazy, so that each person reads it in their language."""
    return lazy(
        lambda: (
            str(words)
            % {
                **telling.facts(commitment),
                "day": date_format(day, "SHORT_DATE_FORMAT"),
                "by": commitment.followed_by.full_name,
            }
        ),
        str,
    )()
