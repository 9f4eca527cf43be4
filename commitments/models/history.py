"""What the fields of a promise were before, kept by the database itself, whatever wrote them.

For whoever has to explain a figure years later; timelines are `core.audit`'s. No reference to another tenant row, no
context: who did it stands in the audit's entry of the same moment.
"""

import pghistory
import pgtrigger
from django.db import models
from pghistory.models import Event

from commitments.models.commitments import Commitment
from commitments.models.instalments import Instalment
from core.tenancy.constraints import RowSecurity
from core.tenancy.models import TenantManager, TenantModel

OF_COMMITMENT = [
    *("id", "ugel", "number", "what", "unit", "quantity", "valuation", "version", "confirmed_version"),
    *("ending", "ending_reason", "state", "delivered_quantity", "verified_quantity", "next_due_date"),
]
OF_INSTALMENT = ["id", "ugel", "due_date", "quantity", "state", "delivered_quantity", "verified_quantity"]


class TenantEvent(Event, TenantModel):
    """An old row of a tenant's table, behind the same wall as the row itself."""

    pgh_id = models.BigAutoField(primary_key=True)

    objects: TenantManager = TenantManager()  # type: ignore[assignment]

    class Meta:
        abstract = True


def event_of(tracked: type[TenantModel], fields: list[str]) -> type[models.Model]:
    """The abstract model of a table's history: one statement's rows are copied by one statement."""
    return pghistory.create_event_model(
        tracked,
        pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange(*fields)),
        pghistory.DeleteEvent(),
        fields=fields,
        obj_field=None,
        context_field=None,
        base_model=TenantEvent,
        level=pgtrigger.Statement,
    )


class CommitmentEvent(event_of(Commitment, OF_COMMITMENT)):
    class Meta:
        constraints = [
            RowSecurity(name="commitments_commitmentevent_rls"),
            models.UniqueConstraint(fields=["ugel", "pgh_id"], name="commitments_commitmentevent_key"),
        ]
        indexes = [models.Index(fields=["ugel", "id", "-pgh_id"], name="commitments_commitment_past")]


class InstalmentEvent(event_of(Instalment, OF_INSTALMENT)):
    class Meta:
        constraints = [
            RowSecurity(name="commitments_instalmentevent_rls"),
            models.UniqueConstraint(fields=["ugel", "pgh_id"], name="commitments_instalmentevent_key"),
        ]
        indexes = [models.Index(fields=["ugel", "id", "-pgh_id"], name="commitments_instalment_past")]
