from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from adoptions import indicators, letters, map_layer, permissions, report_sections, selectors
from adoptions.models import DayCommitment
from adoptions.selectors.adoptions import REMIND
from adoptions.selectors.neediest import PERCENT
from core.strategies.registry import (
    EventType,
    HomeCount,
    MapLayer,
    MenuItem,
    PartnerTab,
    SchoolTab,
    Setting,
    Strategy,
    register,
)


def _unit(data):
    return data["unit"]


def _title(data):
    return data["title"]


def _returned(data):
    return f"{data['unit']} · {data['reason']}"


def _added(data):
    return f"{data['year']} · {data['reason']}"


def _year(data):
    return str(data["year"])


register(
    Strategy(
        app="adoptions",
        slug="adopto",
        label=_("Adopto una escuela"),
        full_name=_("Adopto una escuela"),
        order=40,
        icon="heart",
        menu=[
            MenuItem(_("Escuelas adoptadas"), "adoptions:school_list", permissions.VIEW),
            MenuItem(_("Lista del año"), "adoptions:neediest_current", permissions.VIEW),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        commitment_link=DayCommitment,
        indicators=indicators.ALL,
        units={"work_days": _("jornadas"), "people": _("personas")},
        report_sections=report_sections.ALL,
        paper_origins=letters.ORIGINS,
        tabs=[
            SchoolTab(_("Adopción"), "adoptions:school_adoptions", permissions.SCHOOL, opens=permissions.opens_school)
        ],
        partner_tabs=[PartnerTab(_("Adopciones"), "adoptions:partner_adoptions", permissions.VIEW)],
        map_layers=[MapLayer("adopto", _("Adopto una escuela"), map_layer.states)],
        timeline=[
            EventType("adoptions.list_frozen", _("Lista de las más necesitadas congelada"), "lock", _year),
            EventType("adoptions.school_added", _("Agregada a las más necesitadas"), "plus", _added),
            EventType("adoptions.adopted", _("Escuela adoptada"), "heart", _unit),
            EventType("adoptions.renewed", _("Adopción renovada"), "refresh", _unit),
            EventType("adoptions.handed_over", _("Relevo en la adopción"), "users", _unit),
            EventType("adoptions.returned", _("Escuela devuelta"), "undo", _returned),
            EventType("adoptions.lapsed", _("La adopción venció"), "clock", _unit),
            EventType("adoptions.day_planned", _("Jornada planificada"), "calendar", _title),
            EventType("adoptions.day_told", _("Jornada anotada"), "paintbrush", _title),
            EventType("adoptions.recognised", _("Certificado a la unidad"), "award", lambda data: data["paper"]),
        ],
        home_counts=[
            HomeCount(
                "adoptions.free",
                selectors.free_of_list,
                lambda count: ngettext(
                    "escuela de las más necesitadas sin unidad", "escuelas de las más necesitadas sin unidad", count
                ),
                well=_("Ninguna de las más necesitadas está sin unidad"),
                url_name="adoptions:school_list",
                query="estado=free",
                permission=permissions.MANAGE,
                tone="risk",
                order=59,
            ),
            HomeCount(
                "adoptions.lapsing",
                selectors.lapsing_soon,
                lambda count: ngettext("adopción por vencer", "adopciones por vencer", count),
                well=_("Ninguna adopción vence pronto"),
                url_name="adoptions:school_list",
                query="estado=lapsing",
                permission=permissions.MANAGE,
                tone="progress",
                order=60,
            ),
        ],
        settings=[
            Setting(
                PERCENT,
                25,
                _("Parte del ámbito que va a la lista de las más necesitadas, en %"),
                _("Se redondea hacia arriba. Rige para la próxima lista que se congele."),
            ),
            Setting(REMIND, 30, _("Días antes de vencer en que se avisa de una adopción")),
        ],
        demo="adoptions.demo.load",
    )
)
