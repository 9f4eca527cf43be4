"""What beat asks for every few seconds, across tenants: nothing due is forgotten, nothing abandoned stays so."""

from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from core.jobs import registry
from core.jobs.enums import JobState
from core.jobs.models import Dispatch
from core.jobs.services import send

log = structlog.get_logger(__name__)
SEND_AGAIN_AFTER = timedelta(seconds=60)
SENT_AT_ONCE = 2000


def sweep() -> list[int]:
    """Plan periodic jobs, end the hopeless, send again the abandoned and the unsent; returns what was sent."""
    now = timezone.now()
    plan_periodic()
    abandoned = Dispatch.objects.abandoned(now - timedelta(seconds=settings.JOBS_STALE_SECONDS))
    given_up = abandoned.filter(attempts__gte=F("max_attempts")).update(state=JobState.FAILED)
    again = abandoned.update(state=JobState.QUEUED, sent_at=None)
    if given_up or again:
        log.warning("jobs_abandoned", given_up=given_up, sent_again=again)
    ids = _mark_sent(now)
    for dispatch_id in ids:
        send(dispatch_id)
    return ids


@transaction.atomic
def _mark_sent(now) -> list[int]:
    unsent = Q(sent_at=None) | Q(sent_at__lt=now - SEND_AGAIN_AFTER)
    due = Dispatch.objects.due(now).filter(unsent).order_by("due_at").select_for_update(skip_locked=True)
    ids = list(due.values_list("pk", flat=True)[:SENT_AT_ONCE])
    Dispatch.objects.filter(pk__in=ids).update(sent_at=now)
    return ids


# The latest moment of the rhythm that has come, once for each active UGEL; a second beat finds it there.
EVERY = """
INSERT INTO jobs_dispatch (ugel_id, kind, state, due_at, attempts, max_attempts, is_periodic)
SELECT id, %(kind)s, 'queued', to_timestamp(floor(extract(epoch FROM now()) / %(seconds)s) * %(seconds)s),
       0, %(max_attempts)s, true
FROM tenancy_ugel WHERE is_active
ON CONFLICT DO NOTHING
"""
DAILY = """
INSERT INTO jobs_dispatch (ugel_id, kind, state, due_at, attempts, max_attempts, is_periodic)
SELECT id, %(kind)s, 'queued', slot, 0, %(max_attempts)s, true
FROM tenancy_ugel,
     LATERAL (SELECT ((now() AT TIME ZONE time_zone)::date + %(daily_at)s::time) AT TIME ZONE time_zone) AS s(slot)
WHERE is_active AND slot <= now()
ON CONFLICT DO NOTHING
"""


def plan_periodic() -> None:
    """Promise the current slot of every periodic job for every active UGEL, one statement each."""
    with connection.cursor() as cursor:
        for kind in registry.periodic_kinds():
            values: dict[str, Any] = {"kind": kind.name, "max_attempts": kind.max_attempts, "daily_at": kind.daily_at}
            values["seconds"] = kind.every.total_seconds() if kind.every else None
            cursor.execute(EVERY if kind.every else DAILY, values)
