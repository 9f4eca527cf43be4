from datetime import date
from decimal import Decimal

from alliances import services
from partners.tests.factories import PartnerFactory


def make_alliance(by, *, partners=None, **told):
    """An idea with one partner, written down by `by`."""
    return services.register_alliance(
        partners=partners or [PartnerFactory(created_by=by)],
        by=by,
        **{"title": "Pintar aulas", "kind": "agreement", "followed_by": by, **told},
    )


def make_call(by, *needs, contacts=(), quantity=Decimal(40), unit="carpetas", until=date(2050, 1, 1)):
    """A call for so much of each need."""
    asked = [services.Asked(need, quantity, unit) for need in needs]
    return services.publish_call(title="Carpetas", text="", until=until, asked=asked, contacts=contacts, by=by)


def make_signed(by, first=date(2026, 1, 1), last=date(2026, 12, 31), **told):
    """Signed on its first day."""
    alliance = make_alliance(by, **told)
    return services.sign_alliance(alliance=alliance, signed_date=first, from_date=first, to_date=last, by=by)


def offer_openly(call, **told):
    """Five of its only need, from somebody of a hardware store."""
    usual = {"quantity": Decimal(5), "due_date": date(2050, 1, 2), "language": "es", "entity": "Ferretería Ite"}
    person = {"name": "Pedro Choque", "phone": "+51952000444", "email": "", "words": "Con flete"}
    return services.offer_openly(call=call, call_need=call.needs.first(), **{**usual, **person, **told})
