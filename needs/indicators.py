from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame, Indicator, Kind, Member
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


def _of_area(rows, area):
    return lambda frame: rows(frame).filter(school__area=area)


def schools_without_help(frame: Frame) -> QuerySet[School]:
    """Schools of the ámbito with an open need told by the cut-off and no help ever."""
    told = Need.objects.filter(reported_at__lte=frame.cut_off)
    return (
        target_schools(frame).filter(pk__in=told.open().values("school")).exclude(pk__in=told.helped().values("school"))
    )


def named(ids: Sequence[int]) -> dict[int, Member]:
    """Needs as a report lists them."""
    return {
        need.pk: Member(need.what, code=str(need.number), place=need.school.name, url=need.get_absolute_url())
        for need in Need.objects.filter(pk__in=ids).select_related("school")
    }


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
    named=named,
)
SOLVED_RURAL = Indicator(
    code="needs.solved_rural",
    version=1,
    kind=Kind.SHARE,
    unit="needs",
    name=_("Necesidades resueltas y verificadas en escuelas rurales"),
    definition=_("Lo mismo, solo de escuelas de área rural («cerrar brechas»)."),
    eligible=_of_area(registered, Area.RURAL),
    achieved=_of_area(solved, Area.RURAL),
    named=named,
)
SOLVED_URBAN = Indicator(
    code="needs.solved_urban",
    version=1,
    kind=Kind.SHARE,
    unit="needs",
    name=_("Necesidades resueltas y verificadas en escuelas urbanas"),
    definition=_("Lo mismo, solo de escuelas de área urbana."),
    eligible=_of_area(registered, Area.URBAN),
    achieved=_of_area(solved, Area.URBAN),
    named=named,
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
    evidence="needs:school_needs",
)
ALL = (SOLVED, SOLVED_RURAL, SOLVED_URBAN, WITHOUT_HELP)
