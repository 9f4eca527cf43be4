from core.strategies.indicators import Frame
from newstrategy.models import Activity


def activity_list():
    """The newest day first, with what a row shows."""
    return Activity.objects.select_related("school").order_by("-due_date", "-id")


def done_within(frame: Frame):
    """Activities done in the period and known at the cut-off."""
    inside = {"done_at__date__gte": frame.period_start, "done_at__date__lte": frame.period_end}
    return Activity.objects.done().filter(done_at__lte=frame.cut_off, **inside)
