import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from core.audit.models import Entry

LARGEST_DATA = 4000
CLOCKS_DIFFER = timedelta(minutes=1)


def record(verb: str, subject, *, by=None, school_id: int | None = None, at: datetime | None = None, **data) -> Entry:
    """Write one line of history in the caller's transaction; `data` is small and never a child's name.

    `at` is for what happened before it is told: only demos and imports of history give it, no page does
    (tests/architecture holds that). The database keeps `written_at` beside it.
    """
    if at and at > timezone.now() + CLOCKS_DIFFER:
        raise ValueError(f"Audit entry '{verb}': {at} is still to come. History tells what happened.")
    return _write(verb, subject, by=by, school_id=school_id, data=data, is_access=False, at=at)


def record_at_schools(
    verb: str, subject, school_ids: Iterable[int], *, by=None, at: datetime | None = None, **data
) -> None:
    """The same line in the story of each school that `subject` touches; declare its event `is_told_at_schools`."""
    told = [_entry(verb, subject, by=by, school_id=school, data=data, is_access=False, at=at) for school in school_ids]
    Entry.objects.bulk_create(told)


def record_access(verb: str, subject, *, by, school_id: int | None = None, **data) -> Entry:
    """Write down that somebody looked at something protected; kept out of timelines."""
    return _write(verb, subject, by=by, school_id=school_id, data=data, is_access=True)


def _write(verb, subject, **told):
    entry = _entry(verb, subject, **told)
    entry.save(force_insert=True)
    return entry


def _entry(verb, subject, *, by, school_id, data, is_access, at=None):
    size = len(json.dumps(data, cls=DjangoJSONEncoder))
    if size > LARGEST_DATA:
        raise ValueError(f"Audit entry '{verb}': {size} bytes of data, at most {LARGEST_DATA}. Keep references only.")
    return Entry(
        verb=verb,
        is_access=is_access,
        subject=subject._meta.label,
        subject_id=subject.pk,
        school_id=school_id,
        actor=by,
        data=data,
        **({"at": at} if at else {}),
    )
