from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from newstrategy.enums import TRANSITIONS, ActivityState
from newstrategy.models import Activity


class ActivityStateChanged(DomainError):
    message = _("Otra persona ya cambió esta actividad. Vuelva a abrirla para ver cómo quedó.")


@transaction.atomic
def plan_activity(*, school, title: str, due_date: date, by) -> Activity:
    """Promise something at a school."""
    activity = Activity.objects.create(school=school, title=title, due_date=due_date, planned_by=by)
    record("newstrategy.activity_planned", activity, by=by, school_id=school.pk, title=title)
    return activity


@transaction.atomic
def finish_activity(*, activity: Activity, by) -> Activity:
    """Say that it was done, now.

    Raises ActivityStateChanged when another person finished or cancelled it first.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if ActivityState.DONE not in TRANSITIONS[ActivityState(activity.state)]:
        raise ActivityStateChanged
    activity.state, activity.done_at = ActivityState.DONE, timezone.now()
    activity.save(update_fields=["state", "done_at"])
    record("newstrategy.activity_done", activity, by=by, school_id=activity.school_id, title=activity.title)
    return activity
