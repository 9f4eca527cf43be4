"""What official registers said: months of SIAGIE, years from one to the next, pupils of the region's UGELs."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q, Sum

from attendance.models import MonthCount, YearOutcome
from attendance.selectors.latest import latest
from core.tenancy.scope import current_ugel
from core.ui.numbers import share
from schools.enums import ImportState
from schools.models import RegionTotal, School, Service


def month_count(service: Service, month: date) -> MonthCount | None:
    """What stands of a service's month."""
    return MonthCount.objects.filter(service=service, month=month).order_by("recorded_at", "pk").last()


def year_outcome(service: Service, year: int) -> YearOutcome | None:
    """What stands of a service's year."""
    return YearOutcome.objects.filter(service=service, year=year).order_by("recorded_at", "pk").last()


def register_months(school: School, count: int) -> list[dict]:
    """The last months a register counted, the latest first: pupil-days `present` of `days`, and `rate`."""
    rows = latest(MonthCount.objects.filter(service__school=school), "service", "month")
    days = F("present_days") + F("absent_days") + F("justified_days")
    months = rows.order_by("-month").values("month")
    found = months.annotate(present=Sum("present_days"), days=Sum(days))[:count]
    return [{**row, "rate": share(row["present"], row["days"], 1)} for row in found]


def years_told(school: School | None = None, *, by: datetime | None = None) -> list[dict]:
    """Years somebody counted (by a moment), the latest first: `enrolled`, `interrupted`, the official `rate`."""
    rows = YearOutcome.objects.filter(service__school=school) if school else YearOutcome.objects.all()
    rows = rows.filter(recorded_at__lte=by) if by else rows
    lost = F("enrolled") - F("continued") - F("finished") - F("died")
    found = latest(rows, "service", "year").order_by("-year").values("year")
    found = found.annotate(enrolled_sum=Sum("enrolled"), lost=Sum(lost))
    return [
        {
            "year": row["year"],
            "enrolled": row["enrolled_sum"],
            "interrupted": row["lost"],
            "rate": share(row["lost"], row["enrolled_sum"], 1),
        }
        for row in found
    ]


@dataclass(frozen=True)
class Retention:
    """A UGEL's pupils at two cuts of the padrón; None where the file did not say."""

    name: str
    is_own: bool
    before: int | None
    after: int | None

    @property
    def index(self) -> Decimal | None:
        """Pupils after in a hundred before."""
        return share(self.after, self.before, 1)


@dataclass(frozen=True)
class RegionRetention:
    """The UGELs of the region side by side, ours first, then by name; the two cuts compared."""

    before: date
    after: date
    ugels: tuple[Retention, ...]


def retention_by(day: date) -> RegionRetention | None:
    """The last cut by that day against the last one of an earlier year; None until there are both.

    Totals of the padrón's own file (services of basic education of the region); no school of another UGEL is kept.
    """
    rows = RegionTotal.objects.filter(padron_import__state=ImportState.APPLIED, cut_date__lte=day)
    after = rows.order_by("-cut_date").values_list("cut_date", flat=True).first()
    earlier = rows.filter(cut_date__year__lt=after.year) if after else rows.none()
    before = earlier.order_by("-cut_date").values_list("cut_date", flat=True).first()
    if before is None:
        return None
    at: dict[str, dict] = {}
    cuts = rows.filter(Q(cut_date=after) | Q(cut_date=before)).order_by("padron_import")
    for code, name, cut, pupils in cuts.values_list("ugel_code", "ugel_name", "cut_date", "pupils"):
        at.setdefault(code, {})["name"] = name
        at[code][cut] = pupils
    own = current_ugel().code
    ugels = [Retention(one["name"], code == own, one.get(before), one.get(after)) for code, one in at.items()]
    return RegionRetention(before, after, tuple(sorted(ugels, key=lambda one: (not one.is_own, one.name))))
