"""The priority score, once for people (terms with points) and once for the database (a sortable column).

Each term is worth a share of its weight; what nobody knows (pupils, area) is left out of both sides, never zero.

| term      | share                                                              | default weight |
|-----------|--------------------------------------------------------------------|----------------|
| severity  | 1 molesta ¼ · 2 dificulta ½ · 3 impide ¾ · 4 peligro hoy 1          | 40             |
| pupils    | under 10 ¼ · under 30 ½ · under 100 ¾ · 100 or more 1               | 20             |
| rurality  | rural 1 · urban 0                                                  | 15             |
| waiting   | months since it was reported ÷ 12, at most 1                       | 15             |
| service   | water, sanitation or electricity missing 1 · else 0                | 10             |
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, DurationField, ExpressionWrapper, F, FloatField, QuerySet, Value, When
from django.db.models.functions import Extract, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.strategies import settings as ugel_settings
from needs.enums import BASIC_SERVICES, Severity
from needs.models import Need
from schools.enums import Area

TERMS = ("severity", "pupils", "rurality", "waiting", "service")
WEIGHTS = tuple(f"needs.weight_{term}" for term in TERMS)
PUPIL_STEPS = ((10, 0.25), (30, 0.5), (100, 0.75))
MONTH = timedelta(days=365.25 / 12)
WAITS_LONGEST_MONTHS = 12
LABELS = {
    "severity": _("Gravedad"),
    "pupils": _("Estudiantes afectados"),
    "rurality": _("Ruralidad"),
    "waiting": _("Meses de espera"),
    "service": _("Falta un servicio básico"),
}


@dataclass(frozen=True)
class Term:
    """One reason behind a score: `share` from 0 to 1, or None where nobody knows."""

    name: str
    weight: float
    share: float | None

    @property
    def label(self):
        return LABELS[self.name]

    @property
    def points(self) -> float | None:
        return None if self.share is None else self.weight * self.share


def terms_of(need: Need, *, now: datetime | None = None, weights: dict | None = None) -> list[Term]:
    """Why a need stands where it stands, term by term; `need.school` is read."""
    weights = weights or ugel_settings.values(WEIGHTS)
    shares = {
        "severity": need.severity / Severity.DANGER,
        "pupils": _pupil_share(need.affected_students),
        "rurality": {Area.RURAL: 1.0, Area.URBAN: 0.0}.get(need.school.area),
        "waiting": min(1.0, ((now or timezone.now()) - need.reported_at) / MONTH / WAITS_LONGEST_MONTHS),
        "service": 1.0 if need.category in BASIC_SERVICES else 0.0,
    }
    return [Term(name, float(weights[f"needs.weight_{name}"]), shares[name]) for name in TERMS]


def score_of(terms: list[Term]) -> float | None:
    """0 to 100 over the known terms; None where every weight is zero."""
    known = [term for term in terms if term.share is not None]
    total = sum(term.weight for term in known)
    return 100 * sum(term.points for term in known) / total if total else None


def with_score(needs: QuerySet[Need], *, now: datetime | None = None) -> QuerySet[Need]:
    """Each need with `score`, computed in the database by the same table."""
    weights = {name: float(value) for name, value in ugel_settings.values(WEIGHTS).items()}
    shares = _shares(now or timezone.now())
    points, known = Value(0.0), Value(0.0)
    for name in TERMS:
        weight = Value(weights[f"needs.weight_{name}"])
        unknown = {f"_{name}__isnull": True}
        points = points + Case(When(**unknown, then=Value(0.0)), default=F(f"_{name}") * weight)
        known = known + Case(When(**unknown, then=Value(0.0)), default=weight)
    shared = needs.alias(**{f"_{name}": share for name, share in shares.items()}).alias(_points=points, _known=known)
    return shared.annotate(
        score=Case(When(_known__gt=0, then=F("_points") * 100.0 / F("_known")), default=None, output_field=FloatField())
    )


def _shares(now) -> dict:
    waited = ExpressionWrapper(Value(now) - F("reported_at"), output_field=DurationField())
    months = Extract(waited, "epoch") / Value(MONTH.total_seconds() * WAITS_LONGEST_MONTHS)
    number = {"output_field": FloatField()}
    return {
        "severity": ExpressionWrapper(F("severity") / Value(float(Severity.DANGER)), **number),
        "pupils": Case(
            When(affected_students__isnull=True, then=None),
            *(When(affected_students__lt=limit, then=Value(share)) for limit, share in PUPIL_STEPS),
            default=Value(1.0),
            **number,
        ),
        "rurality": Case(
            When(school__area=Area.RURAL, then=Value(1.0)),
            When(school__area=Area.URBAN, then=Value(0.0)),
            default=None,
            **number,
        ),
        "waiting": Least(Value(1.0), ExpressionWrapper(months, **number), **number),
        "service": Case(When(category__in=BASIC_SERVICES, then=Value(1.0)), default=Value(0.0), **number),
    }


def _pupil_share(count: int | None) -> float | None:
    if count is None:
        return None
    return next((share for limit, share in PUPIL_STEPS if count < limit), 1.0)
