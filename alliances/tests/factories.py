from datetime import date

from alliances import services
from partners.tests.factories import PartnerFactory


def make_alliance(by, *, partners=None, **told):
    """An idea with one partner, written down by `by`."""
    return services.register_alliance(
        partners=partners or [PartnerFactory(created_by=by)],
        by=by,
        **{"title": "Pintar aulas", "kind": "agreement", "followed_by": by, **told},
    )


def make_signed(by, first=date(2026, 1, 1), last=date(2026, 12, 31), **told):
    """Signed on its first day."""
    alliance = make_alliance(by, **told)
    return services.sign_alliance(alliance=alliance, signed_date=first, from_date=first, to_date=last, by=by)
