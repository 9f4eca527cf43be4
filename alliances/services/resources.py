from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alliances.models import Alliance, Resource
from core.accounts.models import User
from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile, DomainError


class ResourceGone(DomainError):
    message = _("Ese recurso ya se quitó. Vuelva a la alianza y mírela.")


@transaction.atomic
def add_resource(*, alliance: Alliance, by: User, **told: Any) -> Resource:
    """Write down what the alliance puts on the table; no promise of a delivery yet."""
    made = Resource.objects.create(alliance=alliance, created_by=by, **told)
    record("alliances.resource_added", alliance, by=by, title=made.what)
    return made


@transaction.atomic
def correct_resource(*, resource: Resource, version: int, by: User, **told: Any) -> Resource:
    """Mend it, or note what was spent; what it said before stays on record. Raises ResourceGone, ChangedMeanwhile."""
    resource = _standing(resource)
    if resource.version != version:
        raise ChangedMeanwhile
    changed = {name: str(getattr(resource, name)) for name, value in told.items() if getattr(resource, name) != value}
    if changed:
        for name in changed:
            setattr(resource, name, told[name])
        resource.version += 1
        resource.save(update_fields=[*changed, "version"])
        record("alliances.resource_corrected", resource.alliance, by=by, title=resource.what, before=changed)
    return resource


@transaction.atomic
def strike_resource(*, resource: Resource, reason: str, by: User) -> Resource:
    """Take it off, with the reason on record. Raises ResourceGone."""
    resource = _standing(resource)
    resource.struck_because = reason.strip()
    resource.save(update_fields=["struck_because"])
    record("alliances.resource_struck", resource.alliance, by=by, title=resource.what, reason=resource.struck_because)
    return resource


def _standing(resource: Resource) -> Resource:
    rows = Resource.objects.standing().select_for_update(of=("self",)).select_related("alliance")
    found = rows.filter(pk=resource.pk).first()
    if found is None:
        raise ResourceGone
    return found
