"""What the guardians print: how much of what was due they saw, what they found, and each sample; never who they are."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from commitments.enums import Outcome
from commitments.models import Attestation
from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from core.tenancy.speech import written_day
from guardians.enums import Drawn, VisitState
from guardians.indicators import to_schools, watched
from guardians.models import Guardian, Sample, Visit
from guardians.selectors import schools_without
from schools.enums import Party

MOST_SAMPLES = 12


def build_guardians(report) -> dict:
    """As of the cut-off; people are counted and named nowhere."""
    frame = report.frame
    return {
        "total": to_schools(frame).count(),
        "watched": watched(frame).count(),
        "found": _found(frame),
        "guardians": Guardian.objects.filter(accepted_at__lte=frame.cut_off).were_on(frame.last_day).count(),
        "without": schools_without(day=frame.last_day).count(),
        "samples": [_sample(one) for one in _samples(frame)],
        "school_visits": _school_visits(frame),
    }


def _found(frame: Frame) -> list[dict]:
    """What they said of the deliveries of the period, the last word of each."""
    words = Attestation.objects.filter(
        Q(is_on_behalf=False) | Q(vouched_at__lte=frame.cut_off),
        Q(replaced_at=None) | Q(replaced_at__gt=frame.cut_off),
        party=Party.GUARDIAN,
        at__lte=frame.cut_off,
        instalment__in=watched(frame).values("pk"),
    )
    counts = dict(words.order_by().values_list("outcome").annotate(n=Count("instalment", distinct=True)))
    return [{"label": str(outcome.label), "count": counts.get(outcome.value, 0)} for outcome in Outcome]


def _samples(frame: Frame):
    rows = Sample.objects.filter(
        drawn_at__lte=frame.cut_off, period_start__lte=frame.last_day, period_end__gte=frame.period_start
    )
    apart = Q(candidates__drawn__in=[Drawn.NO_GUARDIAN, Drawn.CONFLICT])
    rows = rows.annotate(
        chosen=Count("candidates", filter=Q(candidates__drawn=Drawn.CHOSEN)),
        apart=Count("candidates", filter=apart),
        total=Count("candidates"),
    )
    return rows.order_by("number")[:MOST_SAMPLES]


def _sample(sample: Sample) -> dict:
    return {
        "name": str(sample),
        "period": f"{written_day(sample.period_start)} – {written_day(sample.period_end)}",
        "seed": sample.seed,
        "chosen": sample.chosen,
        "total": sample.total,
        "apart": sample.apart,
    }


def _school_visits(frame: Frame) -> int:
    """Visits to a school alone, made in the period."""
    made = Visit.objects.filter(state=VisitState.DONE, instalment=None, told_at__lte=frame.cut_off)
    return made.filter(seen_date__gte=frame.period_start, seen_date__lte=frame.last_day).count()


ALL = [
    ReportSection(
        key="guardians.guardians",
        chapter="strategies",
        title=_("Guardianes: lo que la comunidad fue a ver"),
        template="guardians/report/guardians.html",
        build=build_guardians,
        order=90,
    )
]
