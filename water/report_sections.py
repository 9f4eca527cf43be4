"""What the report says of water: days, litres, samples, and of how many schools nothing is known."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core.strategies.registry import ReportSection
from core.tenancy.speech import written_day
from schools.selectors import target_schools
from water.enums import Fitness
from water.models import Delivery
from water.selectors import figures

LONGEST_LIST = 60


def build_water(report) -> dict:
    """As of the cut-off."""
    frame = report.frame
    first, last = figures.days_of(frame)
    came = Delivery.objects.known_at(frame.cut_off)
    came = came.filter(school__in=target_schools(frame).values("pk"), day__range=(first, last))
    samples = figures.samples(frame)
    return {
        "schools": target_schools(frame).count(),
        "wet": figures.wet_every_day(frame).count(),
        "dry": figures.with_dry_days(frame).count(),
        "untold": figures.not_told(frame).count(),
        "no_calendar": figures.without_calendar(frame).exists(),
        "dry_names": list(figures.with_dry_days(frame).order_by("name").values_list("name", flat=True)[:LONGEST_LIST]),
        "litres": came.aggregate(n=Sum("litres"))["n"],
        "unauthorised": came.filter(is_authorised=False).count(),
        "samples": samples.count(),
        "fit": figures.fit_samples(frame).count(),
        "unfit": [
            {"school": one.school.name, "day": written_day(one.taken_date), "why": ", ".join(one.reasons)}
            for one in samples.filter(fitness=Fitness.UNFIT)
            .select_related("school")
            .order_by("taken_date", "pk")[:LONGEST_LIST]
        ],
    }


ALL = [
    ReportSection(
        key="water.water",
        chapter="strategies",
        title=_("Agua segura"),
        template="water/report/water.html",
        build=build_water,
        order=60,
    )
]
