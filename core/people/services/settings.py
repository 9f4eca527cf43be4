from django.db import transaction

from core.audit.services import record
from core.strategies import settings as ugel_settings


@transaction.atomic
def change_settings(*, values, before, by) -> None:
    """Store what differs from before, each change on record with both values."""
    for name, new_value in values.items():
        if new_value != before[name]:
            stored = ugel_settings.change(name=name, new_value=new_value)
            record("people.setting_changed", stored, by=by, name=name, before=before[name], after=new_value)
