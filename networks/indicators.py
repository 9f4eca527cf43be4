from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Indicator, Kind, Member
from networks.models import ACTIVE_DAYS, Meeting, Network
from networks.selectors import figures
from schools.models import School


def named_districts(ids: Sequence[int]) -> dict[int, Member]:
    """Districts as a report lists them, each opening its network where it has one."""
    rows = School.objects.filter(pk__in=ids).select_related("district")
    networks = {one.territory_id: one for one in Network.objects.open()}
    return {row.pk: _district(row, networks.get(row.district_id)) for row in rows}


def named_meetings(ids: Sequence[int]) -> dict[int, Member]:
    rows = Meeting.objects.filter(pk__in=ids).select_related("network__territory")
    return {
        row.pk: Member(
            name=str(row), place=f"{row.place}, {row.network.territory.name.title()}", url=row.get_absolute_url()
        )
        for row in rows
    }


def _district(school: School, network: Network | None) -> Member:
    district = school.district
    return Member(
        name=district.name.title(),
        code=district.code,
        place=network.name if network else "",
        url=network.get_absolute_url() if network else "",
    )


ACTIVE = Indicator(
    code="networks.active",
    version=1,
    kind=Kind.SHARE,
    unit="districts",
    name=_("Distritos con una red local activa"),
    definition=_(
        "Distritos con escuelas del ámbito cuya red local está activa al corte (formada y no cerrada, con alguien que "
        "la coordina y al menos una reunión con asistencia anotada en los últimos días que la UGEL fija) ÷ distritos "
        "con escuelas del ámbito. Una reunión sin asistencia anotada no cuenta."
    ),
    eligible=figures.districts,
    achieved=figures.active,
    apart={
        "sleeping": (_("Con red que no está activa"), figures.sleeping),
        "without": (_("Sin red"), figures.without),
    },
    settings=(ACTIVE_DAYS,),
    named=named_districts,
)
MEETINGS = Indicator(
    code="networks.meetings",
    version=1,
    kind=Kind.COUNT,
    unit="meetings",
    name=_("Reuniones de las redes locales"),
    definition=_("Reuniones del periodo a las que vino alguien, según lo anotado hasta el corte."),
    achieved=figures.meetings,
    named=named_meetings,
)
ALL = [ACTIVE, MEETINGS]
