"""What the lists of groups, enterprises and help give to a spreadsheet; what nobody told is an empty cell."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from livelihoods import selectors
from livelihoods.enums import EnterpriseKind, GroupState
from livelihoods.models import Enterprise, InitiativeGroup, Support

AT_ONCE = 2000


def group_header() -> list[str]:
    return [
        *(_("Distrito o ayil aymak"), _("Comunidad"), _("Código"), _("Se formó el"), _("Cómo está"), _("Miembros")),
        *(_("Empresas en marcha"), _("Último ingreso contado hasta"), _("Cerrado desde"), _("Motivo")),
    ]


def group_rows(groups: QuerySet[InitiativeGroup]) -> Iterator[list]:
    rows = selectors.with_list_columns(groups).order_by("village__parent__name", "village__name", "pk")
    for one in rows.iterator(AT_ONCE):
        yield [
            *(_around(one.village), one.village.name.title(), one.village.code, one.formed_date),
            *(str(GroupState(one.state).label), one.member_count, one.enterprise_count, one.last_income),
            *(one.closed_date, one.closed_because),
        ]


def enterprise_header() -> list[str]:
    return [
        *(_("Distrito o ayil aymak"), _("Comunidad"), _("Qué es"), _("Nombre"), _("Cuántos"), _("Se abrió el")),
        *(_("Familias con trabajo"), _("Contadas al día"), _("Último ingreso contado hasta"), _("Cómo está")),
        *(_("Cerrada desde"), _("Motivo")),
    ]


def enterprise_rows(enterprises: QuerySet[Enterprise]) -> Iterator[list]:
    rows = selectors.with_enterprise_columns(enterprises)
    rows = rows.order_by("group__village__parent__name", "group__village__name", "kind", "pk")
    for one in rows.iterator(AT_ONCE):
        village = one.group.village
        yield [
            *(_around(village), village.name.title(), str(EnterpriseKind(one.kind).label), one.name, one.quantity),
            *(one.opened_date, one.known_families, one.families_day, one.last_income, str(one.status.label)),
            *(one.closed_date, one.closed_because),
        ]


def support_header() -> list[str]:
    return [
        *(_("Fecha"), _("Qué recibieron"), _("Distrito o ayil aymak"), _("Lugar"), _("Escuela")),
        *(_("Sin discapacidad"), _("Con discapacidad"), _("Grados"), _("Cuántas veces"), _("Cada cuánto")),
        _("En qué consistió"),
    ]


def support_rows(rows: QuerySet[Support]) -> Iterator[list]:
    for one in selectors.support_rows(rows).iterator(AT_ONCE):
        yield [
            *(one.day, one.get_kind_display(), _around(one.territory), one.territory.name.title()),
            *(one.school.name if one.school else "", one.children, one.disabled_children, one.grades, one.times),
            *(one.get_per_display(), one.what),
        ]


def _around(place) -> str:
    return place.parent.name.title() if place.parent else ""
