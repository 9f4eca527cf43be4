"""A call for offers: published from needs, sent to contacts by link, closed and opened again."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliances.models import Call, CalledContact, CallNeed
from alliances.services.telling import LINKS, tell_contact
from core.access.links import LinkEnded
from core.accounts.models import User
from core.audit.services import record
from core.notifications.whatsapp import whatsapp_url
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from core.tenancy.speech import speaking
from needs.models import Need
from partners.models import Contact


class NothingAsked(DomainError):
    message = gettext_lazy("Una convocatoria pide algo: marque al menos una necesidad abierta.")


class DateIsPast(DomainError):
    message = gettext_lazy("La fecha ya pasó. Elija hoy o un día que viene.")


class CallIsOver(DomainError):
    message = gettext_lazy("La convocatoria ya no recibe ofertas. Si aún puede ayudar, llame a la UGEL.")


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
    call = open_call(call)
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
def reopen_call(*, call: Call, until: date, by: User) -> Call:
    """Take offers again, until another day; raises DateIsPast."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    if until < timezone.localdate():
        raise DateIsPast
    call.closed_at, call.until = None, until
    call.save(update_fields=["closed_at", "until"])
    record("alliances.call_reopened", call, by=by, title=call.title)
    return call


def whatsapp_of(called: CalledContact, url: str) -> str:
    """The message that hands this person their link, ready to be sent; empty for somebody without a telephone."""
    if not called.contact.phone:
        return ""
    with speaking(current_ugel(), called.contact.language):
        return whatsapp_url(str(called.contact.phone), f"{_asking(called.call)} {url}")


def _tell_called(called: CalledContact) -> None:
    call = called.call
    subject = partial(_titled, call)
    tell_contact(called, "asked", subject=subject, body=partial(_asking, call))


def _titled(call: Call) -> str:
    return _("Convocatoria: %(title)s") % {"title": call.title}


def _asking(call: Call) -> str:
    words = _("La UGEL busca quién ayude: %(title)s. Vea qué se pide y diga hasta el %(until)s qué podría dar.")
    return words % {"title": call.title, "until": date_format(call.until, "SHORT_DATE_FORMAT")}


def open_call(call: Call) -> Call:
    """The call under lock while it takes offers; raises CallIsOver."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.closed_at or call.until < timezone.localdate():
        raise CallIsOver
    return call
