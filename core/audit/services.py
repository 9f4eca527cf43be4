import json

from django.core.serializers.json import DjangoJSONEncoder

from core.audit.models import Entry

LARGEST_DATA = 4000


def record(verb: str, subject, *, by=None, school_id: int | None = None, **data) -> Entry:
    """Write one line of history in the caller's transaction; `data` is small and never a child's name."""
    return _write(verb, subject, by=by, school_id=school_id, data=data, is_access=False)


def record_access(verb: str, subject, *, by, school_id: int | None = None, **data) -> Entry:
    """Write down that somebody looked at something protected; kept out of timelines."""
    return _write(verb, subject, by=by, school_id=school_id, data=data, is_access=True)


def _write(verb, subject, *, by, school_id, data, is_access):
    size = len(json.dumps(data, cls=DjangoJSONEncoder))
    if size > LARGEST_DATA:
        raise ValueError(f"Audit entry '{verb}': {size} bytes of data, at most {LARGEST_DATA}. Keep references only.")
    return Entry.objects.create(
        verb=verb,
        is_access=is_access,
        subject=subject._meta.label,
        subject_id=subject.pk,
        school_id=school_id,
        actor=by,
        data=data,
    )
