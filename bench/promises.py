"""Promises of the nation's first UGEL with the links of the partner's person; import after `ground.enter`."""

import uuid
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from commitments import services
from commitments.enums import Promiser
from commitments.services import on_dates
from core.accounts.models import User
from core.tenancy.models import Ugel
from partners.services import add_contact, register_partner
from schools.models import School

UGEL = Ugel.objects.order_by("pk").first()
HEAD = User.objects.get(pk=UGEL.pk * 2 + 1)


def promises(count: int, *, linked: bool) -> list:
    """So many promises to confirm: (path of the link, id), or the id alone."""
    partner = register_partner(name=f"Cuartel {uuid.uuid4()}", kind="army", by=HEAD)
    contact = add_contact(partner=partner, name="Coronel Díaz", role="authorises", phone="+51952000101", by=HEAD)
    school = School.objects.order_by("pk").first()
    due = timezone.localdate() + timedelta(days=30)
    told = {"promiser": Promiser.PARTNER, "partner": partner, "unit": "sillas", "category": "furniture", "by": HEAD}
    made = [
        services.make_commitment(school=school, what=f"Sillas {at}", parts=on_dates([due], Decimal(100)), **told)
        for at in range(count)
    ]
    if not linked:
        return [one.pk for one in made]
    keys = [services.issue_key(contact=contact, commitments=[one], by=HEAD) for one in made]
    return [(services.path_of(key), one.pk) for key, one in zip(keys, made, strict=True)]
