"""What a partner offers for a need of a call, and the UGEL's answer: a promise, or why not."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliances.enums import OfferState
from alliances.models import CalledContact, CallNeed, Offered, OfferedCommitment
from alliances.selectors.calls import PROMISED_STATES
from alliances.services.calls import DateIsPast, open_call
from alliances.services.telling import tell_caller, tell_contact
from commitments.enums import Promiser
from commitments.services import Voice, confirm, make_commitment, on_dates
from core.accounts.models import User
from core.audit.services import record
from core.tenancy.errors import DomainError
from core.ui.numbers import written

STRATEGY = "alliances"


class OfferIsDecided(DomainError):
    message = gettext_lazy("La UGEL ya respondió a esta oferta. Si algo cambió, llame a la UGEL.")


class OfferChanged(DomainError):
    message = gettext_lazy("El aliado cambió su oferta mientras usted la leía. Véala otra vez.")


class NeedIsOver(DomainError):
    message = gettext_lazy("Esa necesidad ya está cerrada. Responda al aliado que ya no hace falta.")


class MoreThanOffered(DomainError):
    message = gettext_lazy("No se acepta más de lo que ofrecieron. Para más, llame y que lo ofrezcan.")


class MoreThanAsked(DomainError):
    def __init__(self, *, left: Decimal, unit: str) -> None:
        words = _("Con eso se aceptaría más de lo que se pide. Falta cubrir: %(left)s %(unit)s.")
        super().__init__(words % {"left": written(left), "unit": unit})


@transaction.atomic
def offer(*, called: CalledContact, call_need: CallNeed, quantity: Decimal, due_date: date, words: str = "") -> Offered:
    """What a partner could give; said again, the last counts until it is answered.

    Raises CallIsOver, DateIsPast, OfferIsDecided.
    """
    call = open_call(called.call)
    if due_date < timezone.localdate():
        raise DateIsPast
    told = {"quantity": quantity, "due_date": due_date, "words": words.strip(), "offered_at": timezone.now()}
    made, is_new = Offered.objects.select_for_update().get_or_create(called=called, call_need=call_need, defaults=told)
    if not is_new:
        if made.state != OfferState.OFFERED:
            raise OfferIsDecided
        for name, value in told.items():
            setattr(made, name, value)
        made.save()
    record("alliances.offered", call, partner=str(called.contact.partner), who=called.contact.name)
    key = f"offered:{made.pk}:{made.offered_at:%Y-%m-%dT%H:%M:%S.%f}"
    tell_caller(call, str(called.contact.partner), key=key)
    return made


@transaction.atomic
def accept_offer(*, offered: Offered, quantity: Decimal, due_date: date, offered_at, by: User) -> Offered:
    """Take an offer, or a part of it, into a promise of that partner that answers the need.

    Taken as offered by somebody who may authorise and still speaks for the partner, it is confirmed; else the partner
    is asked to confirm. Raises OfferIsDecided, OfferChanged, NeedIsOver, DateIsPast, MoreThanOffered, MoreThanAsked.
    """
    offered = _undecided(offered, offered_at)
    asked, need = offered.call_need, offered.call_need.need
    if not need.status.is_open:
        raise NeedIsOver
    if due_date < timezone.localdate():
        raise DateIsPast
    if quantity > offered.quantity:
        raise MoreThanOffered
    _check_room(asked, quantity)
    contact = offered.called.contact
    is_as_offered = (quantity, due_date) == (offered.quantity, offered.due_date)
    is_said = is_as_offered and contact.may_authorise and contact.speaks_today
    made = make_commitment(
        school=need.school,
        needs=[need],
        parts=on_dates([due_date], quantity),
        promiser=Promiser.PARTNER,
        partner=contact.partner,
        what=need.what,
        unit=asked.unit,
        category=need.category,
        by=by,
        strategy=STRATEGY,
        origin_text=str(asked.call),
        is_asked=not is_said,
    )
    OfferedCommitment.objects.create(offered=offered, commitment=made)
    offered.state, offered.accepted_quantity, offered.decided_by = OfferState.ACCEPTED, quantity, by
    offered.save(update_fields=["state", "accepted_quantity", "decided_by"])
    record("alliances.offer_accepted", asked.call, by=by, partner=str(contact.partner), number=made.number)
    if is_said:
        confirm(commitment=made, version=made.version, voice=Voice.of_contact(contact))
    _tell_decided(offered, is_to_confirm=not is_said)
    return offered


@transaction.atomic
def decline_offer(*, offered: Offered, reply: str, offered_at, by: User) -> Offered:
    """Say no, and why; the partner reads it. Raises OfferIsDecided, OfferChanged."""
    offered = _undecided(offered, offered_at)
    offered.state, offered.reply, offered.decided_by = OfferState.DECLINED, reply.strip(), by
    offered.save(update_fields=["state", "reply", "decided_by"])
    record("alliances.offer_declined", offered.call_need.call, by=by, partner=str(offered.called.contact.partner))
    _tell_decided(offered)
    return offered


def _undecided(offered: Offered, offered_at) -> Offered:
    """The offer under lock, after its need: two who accept for one need wait for each other."""
    CallNeed.objects.select_for_update().get(pk=offered.call_need_id)
    rows = Offered.objects.select_related("call_need__call", "call_need__need__school", "called__contact__partner")
    offered = rows.select_for_update(of=("self",)).get(pk=offered.pk)
    if offered.state != OfferState.OFFERED:
        raise OfferIsDecided
    if offered.offered_at != offered_at:
        raise OfferChanged
    return offered


def _check_room(asked: CallNeed, quantity: Decimal) -> None:
    if asked.quantity is None:
        return
    # What was annulled or could not be leaves its part free.
    standing = asked.offers.filter(links__commitment__state__in=PROMISED_STATES)
    taken = standing.aggregate(n=Sum("accepted_quantity"))["n"] or Decimal(0)
    if taken + quantity > asked.quantity:
        raise MoreThanAsked(left=max(asked.quantity - taken, Decimal(0)), unit=asked.unit)


def _tell_decided(offered: Offered, *, is_to_confirm: bool = False) -> None:
    if not offered.called.contact.speaks_today:
        return
    told = {"need": str(offered.call_need.need.what), "reply": offered.reply}

    def body():
        if is_to_confirm:
            return (
                _("La UGEL acepta su oferta para «%(need)s», con un cambio o por otra persona: falta confirmarla.")
                % told
            )
        if offered.state == OfferState.ACCEPTED:
            return _("La UGEL aceptó su oferta para «%(need)s». Gracias.") % told
        return _("La UGEL no aceptó su oferta para «%(need)s»: %(reply)s") % told

    tell_contact(offered.called, f"decided:{offered.pk}", subject=lambda: _("Respuesta a su oferta"), body=body)
