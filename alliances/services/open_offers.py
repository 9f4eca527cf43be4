"""Offers behind a call's open link: from people nobody asked, until the UGEL says who they are."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliances.enums import OpenOfferState
from alliances.models import Call, CalledContact, CallNeed, Offered, OpenOffer
from alliances.services.calls import DateIsPast, open_call
from alliances.services.offering import OfferIsDecided
from alliances.services.telling import tell_caller, tell_contact
from core.access.links import PersonalLinks
from core.accounts.models import User
from core.audit.services import record
from core.notifications.services import Recipient, tell
from core.tenancy.errors import DomainError
from core.tenancy.urls import global_url
from partners.models import Contact

OPEN_LINKS = PersonalLinks("alliances.open_calls", partial(global_url, "alliances:call_open"))
# Whoever floods an open page stops at what a person can still read.
MOST_WAITING = 50
WHY_OFFERED = gettext_lazy("Usted ofreció algo a la UGEL y dejó este contacto.")


class NotReachable(DomainError):
    message = gettext_lazy("Deje un celular o un correo: por ahí le responde la UGEL.")


class TooManyWait(DomainError):
    message = gettext_lazy("Hay muchas ofertas que la UGEL aún no leyó. Llame a la UGEL, o vuelva en unos días.")


class OfferedAlready(DomainError):
    message = gettext_lazy("Ese contacto ya ofreció por su enlace para esta necesidad. Responda a esa oferta.")


class CannotSpeak(DomainError):
    message = gettext_lazy("Esa persona ya no habla por el aliado. Elija otro contacto.")


def opened_open_call(token: str, *, address: str) -> Call:
    """The call behind an open link; reads only. Raises TooManyWrongCodes, LinkUnknown."""
    return OPEN_LINKS.row_behind(token, Call.objects.all(), address=address)


@transaction.atomic
def offer_openly(
    *, call: Call, call_need: CallNeed, quantity: Decimal, due_date: date, language: str, **told: Any
) -> OpenOffer:
    """Keep what somebody offers until the UGEL says who it is.

    Raises CallIsOver, DateIsPast, NotReachable, TooManyWait.
    """
    call = open_call(call)
    if due_date < timezone.localdate():
        raise DateIsPast
    if not (told.get("email") or told.get("phone")):
        raise NotReachable
    if OpenOffer.objects.filter(call_need__call=call, state=OpenOfferState.WAITING).count() >= MOST_WAITING:
        raise TooManyWait
    made = OpenOffer(call_need=call_need, quantity=quantity, due_date=due_date, language=language)
    for name, value in told.items():
        setattr(made, name, value.strip() if isinstance(value, str) else value or "")
    made.save(force_insert=True)
    record("alliances.offered", call, partner=made.entity, who=made.name)
    tell_caller(call, made.entity, key=f"open:{made.pk}")
    return made


@transaction.atomic
def recognise(*, open_offer: OpenOffer, contact: Contact, by: User) -> Offered:
    """It is this contact of a partner: their offer from now on, behind a link of their own.

    Raises OfferIsDecided, CannotSpeak, OfferedAlready.
    """
    open_offer = _waiting(open_offer)
    if not contact.speaks_today:
        raise CannotSpeak
    asked = open_offer.call_need
    called, _is_new = CalledContact.objects.get_or_create(call=asked.call, contact=contact)
    told = {name: getattr(open_offer, name) for name in ("quantity", "due_date", "words")}
    offered, is_new = Offered.objects.get_or_create(
        called=called, call_need=asked, defaults={**told, "offered_at": open_offer.at}
    )
    if not is_new:
        raise OfferedAlready
    open_offer.state, open_offer.offered, open_offer.decided_by = OpenOfferState.KNOWN, offered, by
    open_offer.save(update_fields=["state", "offered", "decided_by"])
    record("alliances.offer_recognised", asked.call, by=by, partner=str(contact.partner), who=open_offer.name)
    tell_contact(
        called,
        f"known:{open_offer.pk}",
        subject=lambda: _("Su oferta a la UGEL"),
        body=lambda: (
            _("La UGEL anotó su oferta para «%(need)s». En este enlace ve qué se responde.") % {"need": asked.need.what}
        ),
    )
    return offered


@transaction.atomic
def set_aside(*, open_offer: OpenOffer, reply: str, by: User) -> OpenOffer:
    """Say no, and why, to somebody nobody knows; they are told where they left word. Raises OfferIsDecided."""
    open_offer = _waiting(open_offer)
    open_offer.state, open_offer.reply, open_offer.decided_by = OpenOfferState.ASIDE, reply.strip(), by
    open_offer.save(update_fields=["state", "reply", "decided_by"])
    call = open_offer.call_need.call
    record("alliances.offer_declined", call, by=by, partner=open_offer.entity)
    _tell_set_aside(open_offer)
    return open_offer


def _waiting(open_offer: OpenOffer) -> OpenOffer:
    rows = OpenOffer.objects.select_for_update(of=("self",)).select_related("call_need__call", "call_need__need")
    found = rows.get(pk=open_offer.pk)
    if found.state != OpenOfferState.WAITING:
        raise OfferIsDecided
    return found


def _tell_set_aside(one: OpenOffer) -> None:
    told = {"need": one.call_need.need.what, "reply": one.reply}
    phone = "" if one.email else str(one.phone)
    tell(
        [Recipient(name=one.name, email=one.email, phone=phone, language=one.language)],
        kind="alliances.call",
        key=f"open_offer:{one.pk}:aside",
        subject=lazy(lambda: _("Respuesta a su oferta"), str)(),
        body=lazy(lambda: _("La UGEL no aceptó su oferta para «%(need)s»: %(reply)s") % told, str)(),
        why=WHY_OFFERED,
        path=OPEN_LINKS.path_of(one.call_need.call),
    )
