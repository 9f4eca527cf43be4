"""When somebody was here before, remembered by their own device's session: looking at a page writes nothing else."""

from datetime import datetime, timedelta

from django.utils import timezone

SEEN, BEFORE = "home_seen_at", "home_before"
# Pages opened within this time belong to one visit.
PAUSE = timedelta(minutes=30)


def last_visit(request) -> datetime | None:
    """The visit before this one, or None on a device that was never here."""
    now, seen = timezone.now(), _moment(request.session.get(SEEN))
    if seen is None or now - seen > PAUSE:
        request.session[BEFORE] = seen.isoformat() if seen else ""
        request.session[SEEN] = now.isoformat()
    return _moment(request.session.get(BEFORE))


def _moment(text) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
