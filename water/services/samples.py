"""Samples: judged when they are noted; an unfit one is told at once and asks for its correction."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from commitments.enums import Promiser
from commitments.services import cancel, make_commitment, on_dates
from core.audit.services import record
from core.tenancy.errors import DomainError
from needs.enums import Category
from schools.models import School
from water import rule
from water.enums import Fitness
from water.models import Sample, SampleCommitment
from water.selectors.samples import untouched_corrections
from water.services.telling import tell_unfit
from water.services.withdrawing import take_back

CORRECTED_IN = timedelta(days=7)
STRATEGY = "water"


class SampleNotYet(DomainError):
    message = _("La muestra no puede ser de un día que todavía no llega.")


class NothingMeasured(DomainError):
    message = _("Escriba al menos un resultado. Lo que no se midió, déjelo en blanco.")


@transaction.atomic
def record_sample(
    *, school: School, taken_date: date, point: str, by, taken_by: str = "", at: datetime | None = None, **measures
) -> Sample:
    """Save what a sample held (`Sample.MEASURES`). Raises SampleNotYet, NothingMeasured."""
    told = {"taken_date": taken_date, "point": point, "taken_by": taken_by, **measures}
    sample = _judged(school=school, by=by, at=at, **told)
    _record("water.sampled", sample, by, at, result=str(sample.status.label))
    if sample.fitness == Fitness.UNFIT:
        promise_correction(sample, by=by, at=at)
        tell_unfit(sample)
    return sample


@transaction.atomic
def correct_sample(
    *, sample: Sample, taken_date: date, point: str, by, taken_by: str = "", at: datetime | None = None, **measures
) -> Sample:
    """Another row takes its place, judged anew, and the first is kept; what says the same again changes nothing.

    The correction that an unfit one asked for goes over to the new row while that is unfit too, and else is dropped.
    Raises SampleNotYet, NothingMeasured, NotStanding.
    """
    told = {"taken_date": taken_date, "point": point, "taken_by": taken_by, **measures}
    if all(getattr(sample, name) == value for name, value in told.items()):
        return sample
    old = take_back(sample, by=by, at=at)
    made = _judged(school=old.school, by=by, at=at, replaces=old, **told)
    was = {"was_day": old.taken_date.isoformat(), "was": str(old.status.label)}
    _record("water.sample_corrected", made, by, at, result=str(made.status.label), **was)
    if made.fitness != Fitness.UNFIT:
        _drop_correction(old, by=by, at=at)
    elif not old.links.update(sample=made):
        promise_correction(made, by=by, at=at)
        tell_unfit(made)
    return made


@transaction.atomic
def withdraw_sample(*, sample: Sample, reason: str, by, at: datetime | None = None) -> Sample:
    """It was never taken, or not here; the correction it asked for is dropped with it. Raises NotStanding."""
    gone = take_back(sample, by=by, at=at, reason=reason)
    _record("water.sample_withdrawn", gone, by, at, result=str(gone.status.label), reason=gone.withdrawn_reason)
    _drop_correction(gone, by=by, at=at)
    return gone


def _judged(*, taken_date: date, point: str, taken_by: str, by, at, school, replaces=None, **measures) -> Sample:
    if taken_date > timezone.localdate():
        raise SampleNotYet
    if all(value is None for value in measures.values()):
        raise NothingMeasured
    return Sample.objects.create(
        school=school,
        taken_date=taken_date,
        point=point,
        taken_by=taken_by,
        fitness=rule.judge(rule.Measured(**measures)),
        recorded_by=by,
        recorded_at=at or timezone.now(),
        replaces=replaces,
        **measures,
    )


def _record(verb: str, sample: Sample, by, at, **words) -> None:
    record(verb, sample, by=by, at=at, school_id=sample.school_id, day=sample.taken_date.isoformat(), **words)


def _drop_correction(sample: Sample, *, by, at=None) -> None:
    """Nobody has to chlorinate for a sample that is none; where somebody already spoke of it, the promise stays."""
    for promise in untouched_corrections(sample):
        reason = _gettext("La muestra de agua que lo pedía se retiró o se corrigió.")
        cancel(commitment=promise, reason=reason, by=by, at=at)


def promise_correction(sample: Sample, *, by, at=None) -> SampleCommitment:
    """Art. 67: find the cause, chlorinate and sample again; proposed to the UGEL, which confirms or passes it on."""
    made = make_commitment(
        school=sample.school,
        parts=on_dates([timezone.localdate(at) + CORRECTED_IN], Decimal(1)),
        promiser=Promiser.UGEL,
        what=_gettext("Clorar el agua, buscar la causa y repetir la muestra"),
        unit=_gettext("corrección"),
        category=Category.WATER,
        strategy=STRATEGY,
        origin_text=_gettext("Muestra de agua no apta"),
        by=by,
        at=at,
    )
    return SampleCommitment.objects.create(sample=sample, commitment=made)
