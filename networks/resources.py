"""What the lists of networks and of gaps give to a spreadsheet, one row a thing."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networks import selectors
from networks.enums import NetworkState, SchoolState
from networks.models import Network
from schools.enums import Level
from schools.models import Service

AT_ONCE = 2000


def network_header() -> list[str]:
    return [
        *(_("Distrito"), _("Red"), _("Estado"), _("Se formó el"), _("Reconocida con"), _("N.º"), _("Del")),
        *(_("Coordina"), _("Institución"), _("Miembros"), _("Última reunión"), _("Tareas del año"), _("Hechas")),
        *(_("Cerrada desde"), _("Motivo")),
    ]


def network_rows(networks: QuerySet[Network], *, shows_people: bool) -> Iterator[list]:
    """Networks of the list; who coordinates only where people may be seen."""
    rows = selectors.with_list_columns(networks)
    if shows_people:
        rows = selectors.with_people(rows)
    for one in rows.order_by("territory__name", "name", "pk").iterator(AT_ONCE):
        people = [one.coordinator, one.coordinator_institution, one.member_count] if shows_people else ["", "", ""]
        yield [
            *(one.territory.name.title(), one.name, str(NetworkState(one.state).label), one.founded_date),
            *(one.get_recognised_by_display(), one.recognised_number, one.recognised_date),
            *people,
            *(one.last_date, one.planned_tasks, one.done_tasks, one.closed_date, one.closed_because),
        ]


def gap_header() -> list[str]:
    return [
        *(_("Distrito"), _("Escuela"), _("Código de local"), _("Niveles"), _("Red del distrito"), _("Cómo está")),
        *(_("Tiene quien hable por ella"), _("Sectores que faltan en su red")),
    ]


def gap_rows() -> Iterator[list]:
    """Every school of the ámbito, those well off too, so that one can filter."""
    schools = list(selectors.schools_with_state())
    districts = {row.district.pk: row for row in selectors.district_gaps()}
    levels: dict[int, list[str]] = {}
    services = Service.objects.filter(school__in=[one.pk for one in schools], is_active=True, not_in_cut_since=None)
    for school_id, level in services.order_by("level").values_list("school_id", "level").distinct():
        levels.setdefault(school_id, []).append(str(Level.label_of(level)))
    for school in schools:
        row = districts.get(school.district_id)
        yield [
            school.district.name.title() if school.district else "",
            school.name,
            school.codlocal,
            ", ".join(levels.get(school.pk, [])),
            row.network.name if row and row.network else "",
            str(SchoolState(school.state).label),
            _("Sí") if school.is_heard else _("No"),
            ", ".join(str(sector.label) for sector in row.missing) if row else "",
        ]
