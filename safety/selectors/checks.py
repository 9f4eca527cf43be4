"""Checks as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from safety.enums import CheckState, Dimension, Level
from safety.models import Answer, AnswerPhoto, Check, ChecklistItem, DimensionScore
from safety.permissions import WIDE_ROLES
from schools.models import SchoolStaff

ANSWERS_FORM = "safety.answers"


def visible_to(user, roles) -> QuerySet[Check]:
    """Staff and regional readers see every check; a school's people those of their schools."""
    if roles & WIDE_ROLES:
        return Check.objects.all()
    return Check.objects.filter(school_id__in=SchoolStaff.objects.on().filter(user=user).values("school_id"))


def with_scores(checks: QuerySet[Check]) -> QuerySet[Check]:
    scores = DimensionScore.objects.all()
    return checks.select_related("school__district", "author", "version").prefetch_related(
        Prefetch("scores", queryset=scores)
    )


def latest_verified(schools) -> dict[int, Check]:
    """The newest verified check of each school, scores read with it: for the map and the school's tab."""
    checks = Check.objects.verified().filter(school__in=schools)
    newest = checks.order_by("ugel_id", "school_id", "-visited_date", "-id").distinct("ugel_id", "school_id")
    return {check.school_id: check for check in newest.prefetch_related("scores")}


@dataclass(frozen=True)
class Shown:
    """One item with its answer and photos, wherever there are any."""

    item: ChecklistItem
    answer: Answer | None
    photos: Sequence[AnswerPhoto]

    @property
    def is_failed(self) -> bool:
        return self.answer is not None and self.answer.value == 0

    @property
    def is_critical_failure(self) -> bool:
        return self.is_failed and self.item.is_critical


@dataclass(frozen=True)
class Section:
    """One dimension of a check: its items, its score once there is one."""

    dimension: Dimension
    rows: Sequence[Shown]
    score: object | None

    @property
    def answered(self) -> int:
        return sum(row.answer is not None for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def is_complete(self) -> bool:
        return self.answered == self.total

    @property
    def critical(self) -> list[Shown]:
        return [row for row in self.rows if row.is_critical_failure]

    @property
    def lost(self) -> list[Shown]:
        """What costs points, the dearest first, as the score lists it."""
        by_code = {row.item.code: row for row in self.rows}
        return [by_code[code] for code in (self.score.lost_codes if self.score else ()) if code in by_code]


def sections_of(check: Check, results: Sequence | None = None) -> list[Section]:
    """A check by dimension; `results` are unsaved scores to show before anybody verifies."""
    answers = {answer.item_id: answer for answer in check.answers.all()}
    photos: dict[int, list] = {}
    for photo in check.photos.select_related("file").order_by("id"):
        photos.setdefault(photo.item_id, []).append(photo)
    scores = {score.dimension: score for score in (results if results is not None else check.scores.all())}
    rows: dict[str, list] = {dimension: [] for dimension in Dimension.values}
    for item in check.version.items.order_by("position"):
        answer = answers.get(item.pk)
        if answer:
            answer.item = item
        rows[item.dimension].append(Shown(item, answer, photos.get(item.pk, ())))
    return [Section(Dimension(key), shown, scores.get(key)) for key, shown in rows.items() if shown]


def findings(check: Check) -> QuerySet[Answer]:
    """What is wrong at the school, critical first and then by weight: each is ready to become a need."""
    failed = check.answers.filter(value=0).select_related("item")
    return failed.order_by("-item__is_critical", "-item__weight", "item__position")


@dataclass(frozen=True)
class Tally:
    """The list's first line: what waits for whom."""

    waiting: int
    returned: int
    this_week: int
    overdue: int

    @classmethod
    def of(cls, checks: QuerySet[Check], today: date):
        monday = today - timedelta(days=today.weekday())
        planned = Q(state=CheckState.PLANNED)
        return cls(
            **checks.aggregate(
                waiting=Count("pk", filter=Q(state=CheckState.SUBMITTED)),
                returned=Count("pk", filter=Q(state=CheckState.RETURNED)),
                this_week=Count(
                    "pk", filter=planned & Q(planned_date__gte=today, planned_date__lte=monday + timedelta(days=6))
                ),
                overdue=Count("pk", filter=planned & Q(planned_date__lt=today)),
            )
        )


def newest_verified(checks: QuerySet[Check]):
    """The key of each school's last verified check."""
    newest = checks.verified().order_by("ugel_id", "school_id", "-visited_date", "-id")
    return newest.distinct("ugel_id", "school_id").values("pk")


def checks_at_risk(checks: QuerySet[Check]) -> QuerySet[Check]:
    """Of each school the newest verified check, where it has a dimension at risk."""
    risky = DimensionScore.objects.filter(safety_check_id__in=newest_verified(checks), level=Level.AT_RISK)
    return checks.filter(pk__in=risky.values("safety_check_id"))


def blank_sections(version) -> list[Section]:
    """The checklist itself, to print on paper."""
    rows: dict[str, list] = {dimension: [] for dimension in Dimension.values}
    for item in version.items.order_by("position"):
        rows[item.dimension].append(Shown(item, None, ()))
    return [Section(Dimension(key), shown, None) for key, shown in rows.items() if shown]
