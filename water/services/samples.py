"""Samples: judged when they are noted; an unfit one is told at once and asks for its correction."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from commitments.enums import Promiser
from commitments.services import make_commitment, on_dates
from core.audit.services import record
from core.tenancy.errors import DomainError
from needs.enums import Category
from schools.models import School
from water import rule
from water.enums import Fitness
from water.models import Sample, SampleCommitment
from water.services.telling import tell_unfit

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
    if taken_date > timezone.localdate():
        raise SampleNotYet
    if all(value is None for value in measures.values()):
        raise NothingMeasured
    fitness = rule.judge(rule.Measured(**measures))
    sample = Sample.objects.create(
        school=school,
        taken_date=taken_date,
        point=point,
        taken_by=taken_by,
        fitness=fitness,
        recorded_by=by,
        recorded_at=at or timezone.now(),
        **measures,
    )
    words = {"day": taken_date.isoformat(), "result": str(fitness.label)}
    record("water.sampled", sample, by=by, at=at, school_id=school.pk, **words)
    if fitness == Fitness.UNFIT:
        promise_correction(sample, by=by, at=at)
        tell_unfit(sample)
    return sample


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
