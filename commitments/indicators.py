from collections.abc import Sequence

from django.db.models import Case, DecimalField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Least, Round
from django.utils.translation import gettext_lazy as _

from commitments.enums import NOT_PROMISED, CommitmentState, InstalmentState
from commitments.models import Commitment, Instalment, Standing
from core.strategies.indicators import Frame, Indicator, Kind, Member
from core.tenancy.speech import written_day

SAID_WHOLE = (InstalmentState.DELIVERED, InstalmentState.VERIFIED, InstalmentState.DISPUTED)
MONEY = DecimalField(max_digits=16, decimal_places=2)


def due(frame: Frame) -> QuerySet[Instalment]:
    """Deliveries whose date came in the period, of promises agreed and not cancelled by the cut-off."""
    return Instalment.objects.filter(
        due_date__gte=frame.period_start,
        due_date__lte=frame.last_day,
        commitment__first_confirmed_at__lte=frame.cut_off,
    ).exclude(commitment__state__in=NOT_PROMISED, commitment__ended_at__lte=frame.cut_off)


def verified(frame: Frame) -> QuerySet[Instalment]:
    """Of those, the ones that two witnesses had seen by the cut-off."""
    return due(frame).filter(state=InstalmentState.VERIFIED, verified_at__lte=frame.cut_off)


def said(frame: Frame) -> QuerySet[Instalment]:
    """Of those, the ones somebody had said came whole by the cut-off, whoever agreed."""
    return stood(due(frame), frame, standings__state__in=SAID_WHOLE)


def waiting(frame: Frame) -> QuerySet[Instalment]:
    """Somebody had said it came, nobody of another party had, when the cut-off came."""
    return stood(
        due(frame),
        frame,
        standings__is_live=True,
        standings__state__in=[InstalmentState.DELIVERED, InstalmentState.PARTLY],
        standings__verified_quantity__lt=F("standings__delivered_quantity"),
    )


def disputed(frame: Frame) -> QuerySet[Instalment]:
    return stood(due(frame), frame, standings__is_live=True, standings__state=InstalmentState.DISPUTED)


def stood(rows: QuerySet[Instalment], frame: Frame, **how) -> QuerySet[Instalment]:
    """Those of `rows` that stood so at the cut-off; `how` asks their standing then."""
    known = Standing.objects.filter(instalment=OuterRef("pk"), at__lte=frame.cut_off).order_by("-at", "-pk")
    return rows.alias(last_standing=Subquery(known.values("pk")[:1])).filter(standings=F("last_standing"), **how)


def could_not(frame: Frame) -> QuerySet[Instalment]:
    """Not done, for a reason that was said."""
    ended = due(frame).filter(commitment__state=CommitmentState.COULD_NOT, commitment__ended_at__lte=frame.cut_off)
    return ended.exclude(state=InstalmentState.VERIFIED)


def value(frame: Frame) -> QuerySet[Commitment]:
    """Promises with deliveries due in the period: what those are worth, and of it what two witnesses saw.

    A delivery is worth its share of the promise's valuation, never more than was due; without valuation, unknown.
    """
    in_period = Q(instalments__due_date__gte=frame.period_start, instalments__due_date__lte=frame.last_day)
    seen = in_period & Q(instalments__state=InstalmentState.VERIFIED, instalments__verified_at__lte=frame.cut_off)
    counted = Least(F("instalments__verified_quantity"), F("instalments__quantity"))
    return (
        Commitment.objects.filter(first_confirmed_at__lte=frame.cut_off)
        .exclude(state__in=NOT_PROMISED, ended_at__lte=frame.cut_off)
        .annotate(
            due_quantity=Sum("instalments__quantity", filter=in_period),
            seen_quantity=Coalesce(Sum(counted, filter=seen), Value(0), output_field=MONEY),
        )
        .filter(due_quantity__gt=0)
        .annotate(numerator_amount=_worth("seen_quantity"), denominator_amount=_worth("due_quantity"))
    )


def _worth(quantity: str):
    share = ExpressionWrapper(F("valuation") * F(quantity) / F("quantity"), output_field=MONEY)
    return Case(When(valuation__isnull=False, then=Round(share, 2)), output_field=MONEY)


def named_deliveries(ids: Sequence[int]) -> dict[int, Member]:
    """Deliveries as a report lists them, each opening the page of its promise."""
    rows = Instalment.objects.filter(pk__in=ids)
    rows = rows.select_related("commitment__partner", "commitment__school", "commitment__territory")
    return {row.pk: _member(row.commitment, day=row.due_date) for row in rows}


def named_promises(ids: Sequence[int]) -> dict[int, Member]:
    return {one.pk: _member(one) for one in Commitment.objects.with_names().filter(pk__in=ids)}


def _member(commitment: Commitment, day=None) -> Member:
    return Member(
        name=f"{commitment.what} · {written_day(day)}" if day else commitment.what,
        code=str(commitment.number),
        place=f"{commitment.place} · {commitment.promiser_name}",
        url=commitment.get_absolute_url(),
    )


ASIDES = {
    "waiting": (_("Se entregó, falta la segunda palabra"), waiting),
    "disputed": (_("En desacuerdo"), disputed),
    "could_not": (_("No se pudo, con su motivo"), could_not),
}
FULFILMENT = Indicator(
    code="commitments.fulfilment",
    version=1,
    kind=Kind.SHARE,
    unit="deliveries",
    name=_("Entregas prometidas que dos testigos verificaron"),
    definition=_(
        "Entregas cuya fecha llegó en el periodo y que dos testigos de dos partes vieron hasta el corte ÷ entregas "
        "cuya fecha llegó en el periodo, de compromisos confirmados y no anulados. Vale la cantidad menor; lo que se "
        "dijo entregado y espera su segunda palabra no cuenta."
    ),
    eligible=due,
    achieved=verified,
    named=named_deliveries,
    apart=ASIDES,
    settings=("commitments.tolerance_percent",),
)
WAITING = Indicator(
    code="commitments.waiting",
    version=1,
    kind=Kind.COUNT,
    unit="deliveries",
    better="down",
    name=_("Entregas que esperan su segunda palabra"),
    definition=_("Entregas del periodo que alguien dijo que llegaron y que nadie de otra parte ha visto aún."),
    achieved=waiting,
    named=named_deliveries,
)
DISAGREEMENTS = Indicator(
    code="commitments.disagreements",
    version=1,
    kind=Kind.COUNT,
    unit="deliveries",
    better="down",
    name=_("Desacuerdos abiertos sobre entregas"),
    definition=_("Entregas del periodo cuyos testigos se contradicen y que nadie ha resuelto aún."),
    achieved=disputed,
    named=named_deliveries,
)
VALUE = Indicator(
    code="commitments.value",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    unit="money",
    name=_("Valor movilizado"),
    definition=_(
        "Valor de las entregas del periodo que dos testigos verificaron ÷ valor de las que tocaban, en la moneda de la "
        "UGEL y según la valoración escrita en cada compromiso. Los compromisos sin valoración no se suman: se listan."
    ),
    amounts=value,
    named=named_promises,
)
ALL = (FULFILMENT, WAITING, DISAGREEMENTS, VALUE)
