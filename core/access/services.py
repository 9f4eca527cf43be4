from django.db import transaction

from core.accounts.models import Membership
from core.accounts.services import add_member, withdraw_member
from core.audit.services import record
from core.strategies import settings as ugel_settings


@transaction.atomic
def invite_person(*, ugel, email, full_name, role, by) -> Membership:
    """Give a person a role at the UGEL; a new person gets a link to choose their password."""
    membership = add_member(email=email, full_name=full_name, role=role, ugel=ugel)
    record("access.person_invited", membership, by=by, role=role)
    return membership


@transaction.atomic
def withdraw_person(*, membership, by) -> Membership:
    """End a person's role here; raises LastHead for the only head."""
    withdraw_member(membership=membership)
    record("access.person_withdrawn", membership, by=by, role=membership.role)
    return membership


@transaction.atomic
def change_settings(*, values, before, by) -> None:
    """Store what differs from before, each change on record with both numbers."""
    for name, new_value in values.items():
        if new_value != before[name]:
            stored = ugel_settings.change(name=name, new_value=new_value)
            record("access.setting_changed", stored, by=by, name=name, before=before[name], after=new_value)
