"""What a draw begins from, and whether it gives the same again."""

from collections.abc import Iterable, Sequence, Set
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from commitments.enums import LIVE_STATES
from commitments.models import Instalment
from guardians import rule
from guardians.models import Guardian, Sample, Tie, Visit, Watched
from schools.models import SchoolStaff

Pairs = Set[tuple[int, int]]


def deliveries_to_draw(first: date, last: date) -> QuerySet[Instalment]:
    """Deliveries of the period to schools, of promises under way or verified, no guardian saw or has to see."""
    rows = Instalment.objects.filter(
        due_date__gte=first,
        due_date__lte=last,
        commitment__state__in=LIVE_STATES,
        commitment__school__isnull=False,
    ).exclude(Exists(Watched.objects.filter(instalment=OuterRef("pk"))))
    rows = rows.exclude(Exists(Visit.objects.pending().filter(instalment=OuterRef("pk"))))
    return rows.select_related("commitment__school", "commitment__partner").order_by("pk")


def candidates_of(
    deliveries: Sequence[Instalment], guardians: Iterable[Guardian], *, visit_by: date, also_tied: Pairs = frozenset()
) -> list[rule.Candidate]:
    """Each with the guardians who have its school on the day of the visit, apart by conflict; two questions in all.

    `also_tied` are guardians and partners, by id, bound without a declared tie.
    """
    by_user = {one.user_id: one.pk for one in guardians}
    at_school: dict[int, list[SchoolStaff]] = {}
    for row in SchoolStaff.objects.witnesses().still_open(visit_by).filter(user__in=by_user):
        at_school.setdefault(row.school_id, []).append(row)
    ties = also_tied | set(
        Tie.objects.standing().filter(guardian__in=by_user.values()).values_list("guardian", "partner")
    )
    found = []
    for one in deliveries:
        day, rows = max(visit_by, one.due_date), at_school.get(one.commitment.school_id, ())
        here = sorted({by_user[row.user_id] for row in rows if row.is_on(day)})
        tied = tuple(pk for pk in here if (pk, one.commitment.partner_id) in ties)
        found.append(rule.Candidate(one.pk, tuple(pk for pk in here if pk not in tied), tied))
    return found


def loads_of(guardian_ids: Iterable[int]) -> dict[str, int]:
    """The visits each has to do now, by id, as JSON keeps keys."""
    rows = Visit.objects.pending().filter(guardian__in=guardian_ids).order_by().values("guardian")
    return {str(row["guardian"]): row["n"] for row in rows.annotate(n=Count("pk"))}


def redrawn(sample: Sample) -> bool:
    """Draw again from what the sample keeps: does it give the same, row for row?"""
    kept = list(sample.candidates.order_by("rank"))
    asked = [one.as_candidate() for one in kept]
    again = rule.draw(asked, seed=sample.seed, wanted=sample.wanted, loads=sample.loads_by_guardian)
    return [(one.delivery, one.rank, one.drawn, one.guardian_id) for one in kept] == [
        (pick.delivery, pick.rank, pick.drawn, pick.guardian) for pick in again
    ]
