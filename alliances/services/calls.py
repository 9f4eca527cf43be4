"""A call for offers: published from needs, answered by link, each offer accepted into a promise or declined."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliances.enums import OfferState
from alliances.models import Call, CalledContact, CallNeed, Offered, OfferedCommitment
from commitments.enums import Promiser
from commitments.services import Voice, confirm, make_commitment, on_dates
from core.access.links import LinkEnded, PersonalLinks
from core.accounts.models import User
from core.audit.services import record
from core.notifications.services import Recipient, tell
from core.tenancy.errors import DomainError
from core.tenancy.urls import global_url
from needs.models import Need
from partners import services as partners
from partners.models import Contact

STRATEGY = "alliances"
LINKS = PersonalLinks("alliances.calls", partial(global_url, "alliances:call_answer"))
WHY = gettext_lazy("Usted es el contacto de un aliado de la UGEL.")
WHY_CALLER = gettext_lazy("Usted publicó la convocatoria.")


class NothingAsked(DomainError):
    message = gettext_lazy("Una convocatoria pide algo: marque al menos una necesidad abierta.")


class DateIsPast(DomainError):
    message = gettext_lazy("La fecha ya pasó. Elija hoy o un día que viene.")


class CallIsOver(DomainError):
    message = gettext_lazy("La convocatoria ya no recibe ofertas. Si aún puede ayudar, llame a la UGEL.")


class OfferIsDecided(DomainError):
    message = gettext_lazy("La UGEL ya respondió a esta oferta. Si algo cambió, llame a la UGEL.")


class OfferChanged(DomainError):
    message = gettext_lazy("El aliado cambió su oferta mientras usted la leía. Véala otra vez.")


class NeedIsOver(DomainError):
    message = gettext_lazy("Esa necesidad ya está cerrada. Responda al aliado que ya no hace falta.")


class MoreThanAsked(DomainError):
    def __init__(self, *, left: Decimal, unit: str) -> None:
        words = _("Con eso se aceptaría más de lo que se pide. Falta cubrir: %(left)s %(unit)s.")
        super().__init__(words % {"left": number_format(left.normalize()), "unit": unit})


class Asked(NamedTuple):
    """A need of a call, and how much of it; None where it is not known."""

    need: Need
    quantity: Decimal | None
    unit: str


@transaction.atomic
def publish_call(
    *, title: str, text: str, until: date, asked: Sequence[Asked], contacts: Iterable[Contact], by: User
) -> Call:
    """Ask partners for what schools need, each contact by their own link. Raises NothingAsked, DateIsPast."""
    if until < timezone.localdate():
        raise DateIsPast
    if not asked:
        raise NothingAsked
    call = Call.objects.create(title=title.strip(), text=text.strip(), until=until, created_by=by)
    CallNeed.objects.bulk_create(
        CallNeed(call=call, need=one.need, quantity=one.quantity, unit=one.unit.strip()) for one in asked
    )
    record("alliances.call_published", call, by=by, title=call.title, needs=len(asked))
    ask_contacts(call=call, contacts=contacts, by=by)
    return call


@transaction.atomic
def ask_contacts(*, call: Call, contacts: Iterable[Contact], by: User) -> list[CalledContact]:
    """Ask more people; whoever was asked already is not asked again. Raises CallIsOver."""
    call = _open(call)
    known = set(call.called.values_list("contact_id", flat=True))
    fresh = [contact for contact in contacts if contact.pk not in known]
    made = [CalledContact.objects.create(call=call, contact=contact) for contact in fresh]
    for called in made:
        _tell_called(called)
    if made:
        record("alliances.call_sent", call, by=by, count=len(made))
    return made


@transaction.atomic
def close_call(*, call: Call, by: User) -> Call:
    """No more offers; those that wait are still answered. Again changes nothing."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.closed_at is None:
        call.closed_at = timezone.now()
        call.save(update_fields=["closed_at"])
        record("alliances.call_closed", call, by=by, title=call.title)
    return call


def opened_call(token: str, *, address: str) -> CalledContact:
    """Who stands behind a token; reads only.

    Raises TooManyWrongCodes, LinkUnknown, and LinkEnded where the person no longer speaks for the partner.
    """
    rows = CalledContact.objects.select_related("call", "contact__partner")
    called = LINKS.row_behind(token, rows, address=address)
    if not called.contact.speaks_today:
        raise LinkEnded
    return called


@transaction.atomic
def offer(*, called: CalledContact, call_need: CallNeed, quantity: Decimal, due_date: date, words: str = "") -> Offered:
    """What a partner could give; said again, the last counts until it is answered.

    Raises CallIsOver, DateIsPast, OfferIsDecided.
    """
    call = _open(called.call)
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

    Taken as it was offered, by somebody who may authorise, it is confirmed; else the partner is asked to confirm.
    Raises OfferIsDecided, OfferChanged, NeedIsOver, MoreThanAsked.
    """
    offered = _undecided(offered, offered_at)
    asked, need = offered.call_need, offered.call_need.need
    if not need.status.is_open:
        raise NeedIsOver
    _check_room(asked, quantity)
    contact = offered.called.contact
    is_as_offered = (quantity, due_date) == (offered.quantity, offered.due_date)
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
        is_asked=not (is_as_offered and contact.may_authorise),
    )
    OfferedCommitment.objects.create(offered=offered, commitment=made)
    offered.state, offered.accepted_quantity, offered.decided_by = OfferState.ACCEPTED, quantity, by
    offered.save(update_fields=["state", "accepted_quantity", "decided_by"])
    record("alliances.offer_accepted", asked.call, by=by, partner=str(contact.partner), number=made.number)
    if is_as_offered and contact.may_authorise:
        confirm(commitment=made, version=made.version, voice=Voice.of_contact(contact))
    _tell_decided(offered)
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


def _open(call: Call) -> Call:
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.closed_at or call.until < timezone.localdate():
        raise CallIsOver
    return call


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
    taken = asked.offers.aggregate(n=Sum("accepted_quantity"))["n"] or Decimal(0)
    if taken + quantity > asked.quantity:
        raise MoreThanAsked(left=max(asked.quantity - taken, Decimal(0)), unit=asked.unit)


def _tell_called(called: CalledContact) -> None:
    call = called.call

    def body():
        words = _("La UGEL busca quién ayude: %(title)s. Vea qué se pide y diga hasta el %(until)s qué podría dar.")
        return words % {"title": call.title, "until": date_format(call.until, "SHORT_DATE_FORMAT")}

    tell_contact(called, "asked", subject=lambda: _("Convocatoria: %(title)s") % {"title": call.title}, body=body)


def _tell_decided(offered: Offered) -> None:
    told = {"need": str(offered.call_need.need.what), "reply": offered.reply}

    def body():
        if offered.state == OfferState.ACCEPTED:
            return _("La UGEL aceptó su oferta para «%(need)s». Gracias.") % told
        return _("La UGEL no aceptó su oferta para «%(need)s»: %(reply)s") % told

    tell_contact(offered.called, f"decided:{offered.pk}", subject=lambda: _("Respuesta a su oferta"), body=body)


def tell_contact(called: CalledContact, event: str, *, subject, body) -> None:
    """Tell this person something with their link, where they can be reached; `event` is told once."""
    recipient = partners.recipient_of(called.contact)
    if recipient.email or recipient.phone:
        words = {"subject": lazy(subject, str)(), "body": lazy(body, str)(), "why": WHY}
        tell([recipient], kind="alliances.call", key=f"called:{called.pk}:{event}", path=LINKS.path_of(called), **words)


def tell_caller(call: Call, who: str, *, key: str) -> None:
    """Tell whoever published the call that somebody offered; `key` is told once."""
    user = call.created_by
    tell(
        [Recipient(name=user.full_name, email=user.email or "", user=user, language=user.language)],
        kind="alliances.offered",
        key=key,
        subject=lazy(lambda: _("Oferta de %(who)s") % {"who": who}, str)(),
        body=lazy(lambda: _("%(who)s ofreció algo para «%(title)s».") % {"who": who, "title": call.title}, str)(),
        why=WHY_CALLER,
        path=f"/alianzas/convocatorias/{call.pk}/",
        bundle=f"call:{call.pk}",
    )
