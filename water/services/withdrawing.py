"""What every kept row shares when it is put right: under its lock, once, with who and why."""

from datetime import datetime
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from water.models import Delivery, Sample

Row = TypeVar("Row", Delivery, Sample)


class NotStanding(DomainError):
    message = _("Otra persona ya lo corrigió o lo retiró. Vuelva a la página de la escuela y lea cómo quedó.")


def take_back(row: Row, *, by, at: datetime | None = None, reason: str = "") -> Row:
    """The row stops counting and stays; inside the caller's transaction. Raises NotStanding."""
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.withdrawn_at:
        raise NotStanding
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by, at or timezone.now(), reason.strip()[:300]
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    return row
