from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame, Indicator, Kind
from needs.enums import NeedState
from needs.models import Need
from schools.enums import Area
from schools.models import School
from schools.selectors.targets import target_schools


def registered(frame: Frame) -> QuerySet[Need]:
    """Needs told in the period by schools of the ámbito; repeated ones stand for one."""
    return Need.objects.filter(
        school__in=target_schools(frame),
        reported_at__date__gte=frame.period_start,
        reported_at__lte=frame.cut_off,
    ).exclude(state=NeedState.DUPLICATE)


def solved(frame: Frame) -> QuerySet[Need]:
    """Of those, seen solved by two persons up to the cut-off."""
    return registered(frame).filter(state=NeedState.SOLVED, closed_at__lte=frame.cut_off)


def _rural(rows):
    return lambda frame: rows(frame).filter(school__area=Area.RURAL)


def schools_without_help(frame: Frame) -> QuerySet[School]:
    """Schools of the ámbito with an open need told by the cut-off and no help ever."""
    told = Need.objects.filter(reported_at__lte=frame.cut_off)
    return (
        target_schools(frame).filter(pk__in=told.open().values("school")).exclude(pk__in=told.helped().values("school"))
    )


SOLVED = Indicator(
    code="needs.solved",
    version=1,
    kind=Kind.SHARE,
    unit="needs",
    name=_("Necesidades resueltas y verificadas"),
    definition=_(
        "Necesidades registradas en el periodo por escuelas del ámbito y resueltas, vistas por dos personas, ÷ "
        "necesidades registradas en el periodo. Las repetidas cuentan una vez; las resueltas por otro medio no cuentan."
    ),
    eligible=registered,
    achieved=solved,
)
SOLVED_RURAL = Indicator(
    code="needs.solved_rural",
    version=1,
    kind=Kind.SHARE,
    unit="needs",
    name=_("Necesidades resueltas y verificadas en escuelas rurales"),
    definition=_("Lo mismo, solo de escuelas de área rural («cerrar brechas»)."),
    eligible=_rural(registered),
    achieved=_rural(solved),
)
WITHOUT_HELP = Indicator(
    code="needs.without_help",
    version=1,
    kind=Kind.SHARE,
    better="down",
    name=_("Escuelas sin ninguna ayuda"),
    definition=_(
        "Escuelas del ámbito con alguna necesidad abierta y sin ningún compromiso, programa ni necesidad resuelta ÷ "
        "escuelas del ámbito"
    ),
    eligible=target_schools,
    achieved=schools_without_help,
)
ALL = (SOLVED, SOLVED_RURAL, WITHOUT_HELP)
