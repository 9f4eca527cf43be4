from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.strategies.registry import (
    Agenda,
    EventType,
    HomeCount,
    MapLayer,
    MenuItem,
    SchoolTab,
    Setting,
    Strategy,
    WeekPart,
    register,
)
from core.ui.numbers import written
from water import indicators, map_layer, permissions, report_sections, selectors, services
from water.models import SampleCommitment
from water.selectors.standing import ALLOWANCE, WARN_DAYS
from water.selectors.supply import expiring_between


def _day(data):
    return f"{_date(data)}: {data['state']}"


def _litres(data):
    return _("%(litres)s L el %(day)s") % {"litres": written(data["litres"]), "day": _date(data)}


def _date(data):
    return date_format(date.fromisoformat(data["day"]), "SHORT_DATE_FORMAT")


def _sampled(data):
    return f"{_date(data)}: {data['result']}"


register(
    Strategy(
        app="water",
        slug="agua",
        label=_("Agua segura"),
        full_name=_("Agua segura"),
        order=60,
        icon="drop",
        menu=[
            MenuItem(_("Agua hoy"), "water:school_list", permissions.VIEW),
            MenuItem(_("Agua del mes"), "water:month", permissions.VIEW),
            MenuItem(_("Cisternas"), "water:tanker_list", permissions.VIEW),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        commitment_link=SampleCommitment,
        indicators=indicators.ALL,
        units={"water_samples": _("muestras"), "litres": _("litros")},
        report_sections=report_sections.ALL,
        tabs=[SchoolTab(_("Agua"), "water:school_water", permissions.SCHOOL, opens=permissions.opens_school)],
        week=[
            WeekPart(
                "agua",
                _("Agua"),
                permissions.RECORD,
                "drop",
                order=60,
                lines=selectors.week_lines,
                say=services.say_week_word,
            )
        ],
        map_layers=[MapLayer("agua", _("Agua hoy"), map_layer.states)],
        agenda=[Agenda(expiring_between, permissions.VIEW)],
        timeline=[
            EventType("water.day_told", _("Agua del día anotada"), "drop", _day, is_routine=True),
            EventType("water.day_dry", _("La escuela estuvo sin agua"), "alert-triangle", _date),
            EventType("water.day_corrected", _("Agua del día corregida"), "edit", _day),
            EventType("water.delivered", _("Llegó agua"), "truck", _litres),
            EventType("water.sampled", _("Muestra de agua"), "file-check", _sampled),
            EventType("water.supply_told", _("Fuente de agua registrada"), "drop", lambda data: data["source"]),
            EventType("water.tanker_saved", _("Cisterna registrada"), "truck", lambda data: data["plate"]),
        ],
        home_counts=[
            HomeCount(
                "water.dry",
                selectors.dry_today,
                lambda count: ngettext("escuela sin agua hoy", "escuelas sin agua hoy", count),
                well=_("Ninguna escuela avisó que hoy le falta agua"),
                url_name="water:school_list",
                query="estado=dry",
                permission=permissions.VIEW,
                tone="broken",
                order=30,
            ),
            HomeCount(
                "water.unfit",
                selectors.unfit_now,
                lambda count: ngettext(
                    "escuela con la última muestra no apta", "escuelas con la última muestra no apta", count
                ),
                well=_("Ninguna última muestra de agua es no apta"),
                url_name="water:school_list",
                query="estado=unfit",
                permission=permissions.VIEW,
                tone="broken",
                order=31,
            ),
            HomeCount(
                "water.untold",
                selectors.untold_today,
                lambda count: ngettext(
                    "escuela no dijo si hoy hubo agua", "escuelas no dijeron si hoy hubo agua", count
                ),
                well=_("De todas las escuelas con clases se sabe si hoy hubo agua"),
                url_name="water:school_list",
                query="estado=untold",
                permission=permissions.VIEW,
                order=70,
            ),
        ],
        settings=[
            Setting(
                ALLOWANCE,
                20,
                _("Dotación: litros de agua por estudiante y día de clase"),
                _(
                    "RM 192-2018-VIVIENDA: 20 en inicial y primaria, 25 en secundaria. "
                    "Esfera: 3 como mínimo para beber y lavarse."
                ),
            ),
            Setting(WARN_DAYS, 3, _("Días de agua que quedan en que se avisa que se acaba")),
        ],
        demo="water.demo.load",
    )
)
