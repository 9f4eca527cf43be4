from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from dialogues.models import Member, Table
from dialogues.services.telling import call_off_called


class AlreadyMember(DomainError):
    message = _("Esa persona ya es de la mesa.")


@transaction.atomic
def add_member(*, table: Table, by, contact=None, name="", entity="", post="", email="", phone="") -> Member:
    """Call somebody to every sitting from now on; a partner's contact brings name, entity and post along.

    Raises AlreadyMember.
    """
    Table.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if contact and table.members.current().filter(contact=contact).exists():
        raise AlreadyMember
    member = Member.objects.create(
        table=table,
        contact=contact,
        name=name or contact.name,
        entity=entity or contact.partner.name,
        post=post or (contact.post if contact else ""),
        email="" if contact else email,
        phone="" if contact else phone,
    )
    record("dialogues.member_added", table, by=by, who=member.name)
    return member


@transaction.atomic
def remove_member(*, member: Member, by) -> Member:
    """Somebody is called to no further sitting: their links open no more; those they were called to keep their name."""
    member = Member.objects.select_for_update(of=("self",)).select_related("table").get(pk=member.pk)
    if member.left_date is None:
        member.left_date = timezone.localdate()
        member.save(update_fields=["left_date"])
        call_off_called(member)
        record("dialogues.member_removed", member.table, by=by, who=member.name)
    return member
