"""Whom the tables helped, as a ladder: agreed, confirmed, delivered, verified; each step of the same ámbito."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.enums import NOT_PROMISED, InstalmentState
from commitments.indicators import stood
from commitments.models import Instalment
from core.strategies.indicators import Frame, Indicator, Kind
from dialogues.models import AgreementCommitment
from schools.models import School
from schools.selectors import target_schools

SAID = (InstalmentState.PARTLY, InstalmentState.DELIVERED, InstalmentState.DISPUTED, InstalmentState.VERIFIED)
EVIDENCE = "dialogues:school_agreements"


def agreed(frame: Frame) -> QuerySet[AgreementCommitment]:
    """Promises born at the sittings of the period, neither declined nor cancelled by the cut-off."""
    return AgreementCommitment.objects.filter(
        agreement__session__session_date__gte=frame.period_start,
        agreement__session__session_date__lte=frame.last_day,
        commitment__created_at__lte=frame.cut_off,
    ).exclude(commitment__state__in=NOT_PROMISED, commitment__ended_at__lte=frame.cut_off)


def confirmed(frame: Frame) -> QuerySet[AgreementCommitment]:
    return agreed(frame).filter(commitment__first_confirmed_at__lte=frame.cut_off)


def delivered(frame: Frame) -> QuerySet[AgreementCommitment]:
    """Of those, the ones of which somebody had said by the cut-off that something came."""
    told = stood(Instalment.objects.all(), frame, standings__state__in=SAID)
    return confirmed(frame).filter(commitment__in=told.values("commitment"))


def verified(frame: Frame) -> QuerySet[AgreementCommitment]:
    """Of those, the ones of which two witnesses had seen a delivery."""
    seen = Instalment.objects.filter(state=InstalmentState.VERIFIED, verified_at__lte=frame.cut_off)
    return confirmed(frame).filter(commitment__in=seen.values("commitment"))


def _schools(step):
    def rows(frame: Frame) -> QuerySet[School]:
        return target_schools(frame).filter(pk__in=step(frame).values("commitment__school"))

    return rows


def _without(step):
    def rows(frame: Frame) -> QuerySet[School]:
        return target_schools(frame).exclude(pk__in=step(frame).values("commitment__school"))

    return rows


def _share(code, name, definition, step, without, **how) -> Indicator:
    return Indicator(
        code=f"dialogues.{code}",
        version=1,
        kind=Kind.SHARE,
        name=name,
        definition=definition,
        eligible=target_schools,
        achieved=_schools(step),
        apart={"without": (without, _without(step))},
        evidence=EVIDENCE,
        **how,
    )


BENEFITED = _share(
    "benefited",
    _("II.EE. que se beneficiaron a través de MEDIAT"),
    _(
        "Escuelas del ámbito con una entrega que dos testigos de dos partes vieron hasta el corte, de un acuerdo de "
        "las sesiones del periodo ÷ escuelas del ámbito. Un acuerdo sin confirmar, o dicho entregado por una sola "
        "parte, no cuenta."
    ),
    verified,
    _("Sin ninguna entrega verificada"),
    is_headline=True,
    logro=2,
)
AGREED = _share(
    "agreed",
    _("II.EE. con un acuerdo de las mesas de diálogo"),
    _("Escuelas del ámbito para las que se acordó algo en las sesiones del periodo, no anulado ÷ escuelas del ámbito"),
    agreed,
    _("Sin ningún acuerdo"),
)
CONFIRMED = _share(
    "confirmed",
    _("II.EE. con un acuerdo que el aliado confirmó"),
    _("De esas, las que tienen un acuerdo que quien promete confirmó hasta el corte ÷ escuelas del ámbito"),
    confirmed,
    _("Sin ningún acuerdo confirmado"),
)
DELIVERED = _share(
    "delivered",
    _("II.EE. donde alguien dijo que lo acordado llegó"),
    _(
        "De esas, las que tienen una entrega de la que alguien dijo hasta el corte que llegó, toda o en parte ÷ "
        "escuelas del ámbito"
    ),
    delivered,
    _("Sin ninguna entrega dicha"),
)
LADDER = [AGREED, CONFIRMED, DELIVERED, BENEFITED]
ALL = [BENEFITED, AGREED, CONFIRMED, DELIVERED]
