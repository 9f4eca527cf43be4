"""When a person may be disturbed, by the UGEL's own clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST_AT = time(7, 30)


def next_allowed(moment: datetime, *, quiet_from: time, quiet_until: time, zone: str) -> datetime:
    """`moment`, or the end of the quiet hours it falls in; equal hours mean no quiet at all."""
    local = moment.astimezone(ZoneInfo(zone))
    if not _is_quiet(local.time(), quiet_from, quiet_until):
        return moment
    end = local.replace(hour=quiet_until.hour, minute=quiet_until.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def next_digest(moment: datetime, *, zone: str) -> datetime:
    """The next half past seven in the morning."""
    local = moment.astimezone(ZoneInfo(zone))
    at = local.replace(hour=DIGEST_AT.hour, minute=DIGEST_AT.minute, second=0, microsecond=0)
    return at if at > local else at + timedelta(days=1)


def _is_quiet(clock: time, start: time, end: time) -> bool:
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end
