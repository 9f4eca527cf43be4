"""A draw among the deliveries of a period, frozen with its seed and its list, and the visits that follow from it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Instalment
from core.audit.services import record
from core.tenancy.errors import DomainError
from core.tenancy.numbers import next_number
from guardians import rule
from guardians.enums import Measure
from guardians.models import Candidate, Counter, Guardian, Sample
from guardians.selectors.samples import candidates_of, deliveries_to_draw, loads_of
from guardians.services.conflicts import contacts_among
from guardians.services.locking import locked_all
from guardians.services.visiting import TooLateToAssign, assign_visit
from schools.readers.text import clean


class NothingToDraw(DomainError):
    message = _(
        "En esas fechas no hay entregas que sortear: ninguna prometida a una escuela que ningún guardián haya visto o "
        "tenga por ver."
    )


class PeriodUpsideDown(DomainError):
    message = _("El fin del periodo no puede ser anterior a su inicio. Revise las dos fechas.")


@transaction.atomic
def draw_sample(
    *,
    period_start: date,
    period_end: date,
    measure: Measure,
    amount: int,
    visit_by: date,
    by,
    seed: str = "",
    at: datetime | None = None,
) -> Sample:
    """Draw so many deliveries (or that share) of the period and give each to a guardian without conflict.

    `seed` may be a number nobody here chose; without one it is made. Raises PeriodUpsideDown, TooLateToAssign,
    NothingToDraw.
    """
    _check_days(period_start, period_end, visit_by, timezone.localdate(at))
    # Everybody's row is held: nobody is tied, ended or sent elsewhere while the list is made, and draws wait in line.
    guardians = {one.pk: one for one in locked_all()}
    deliveries = list(deliveries_to_draw(period_start, period_end))
    if not deliveries:
        raise NothingToDraw
    speaking = {(pk, contact.partner_id) for pk, contact in contacts_among(guardians.values())}
    candidates = candidates_of(deliveries, guardians.values(), visit_by=visit_by, also_tied=speaking)
    sample = Sample.objects.create(
        number=next_number(Counter, of="sample"),
        period_start=period_start,
        period_end=period_end,
        measure=measure,
        amount=amount,
        wanted=_wanted(Measure(measure), amount, len(candidates)),
        seed=clean(seed)[:40] or token_hex(8),
        is_seed_given=bool(clean(seed)),
        loads=loads_of(guardians),
        drawn_by=by,
        begun_at=at or timezone.now(),
    )
    known = {one.pk: one for one in deliveries}
    for pick in _freeze(sample, candidates, known):
        if pick.guardian:
            _send(sample, guardians[pick.guardian], known[pick.delivery], visit_by, by=by, at=at)
    record("guardians.sample_drawn", sample, by=by, at=at, number=sample.number, seed=sample.seed)
    return sample


def _check_days(period_start: date, period_end: date, visit_by: date, today: date) -> None:
    if period_end < period_start:
        raise PeriodUpsideDown
    if visit_by < today:
        raise TooLateToAssign


def _send(sample: Sample, guardian: Guardian, instalment: Instalment, visit_by: date, *, by, at) -> None:
    """Nobody is asked to see it before it is due."""
    if school := instalment.commitment.school:
        told = {"due_date": max(visit_by, instalment.due_date), "sample": sample, "by": by, "at": at}
        assign_visit(guardian=guardian, school=school, instalment=instalment, **told)


def _wanted(measure: Measure, amount: int, total: int) -> int:
    wanted = rule.wanted_of(total, percent=amount) if measure == Measure.PERCENT else amount
    return min(wanted, total)


def _freeze(sample: Sample, candidates: Sequence[rule.Candidate], known: Mapping[int, Instalment]) -> list[rule.Pick]:
    """Draw, and keep the list as it was; the last word closes it for good."""
    picks = rule.draw(candidates, seed=sample.seed, wanted=sample.wanted, loads=sample.loads_by_guardian)
    asked = {one.delivery: one for one in candidates}
    Candidate.objects.bulk_create(_row(sample, pick, asked[pick.delivery], known[pick.delivery]) for pick in picks)
    sample.drawn_at = sample.begun_at
    sample.save(update_fields=["drawn_at"])
    return picks


def _row(sample: Sample, pick: rule.Pick, asked: rule.Candidate, instalment: Instalment) -> Candidate:
    commitment = instalment.commitment
    return Candidate(
        sample=sample,
        delivery=pick.delivery,
        what=commitment.what,
        promiser=str(commitment.promiser_name)[:200],
        due_date=instalment.due_date,
        school=commitment.school,
        rank=pick.rank,
        drawn=pick.drawn,
        guardian_id=pick.guardian,
        free=list(asked.free),
        tied=list(asked.tied),
    )
