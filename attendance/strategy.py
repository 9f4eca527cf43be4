from django.utils.translation import gettext_lazy as _

from attendance import forms, home, indicators, permissions, report_sections, resources, selectors, services
from attendance.enums import Forgotten, Met, Outcome, Step
from attendance.selectors import cases
from core.strategies.registry import (
    Agenda,
    EventType,
    KeptData,
    MenuItem,
    SchoolTab,
    Setting,
    Strategy,
    WeekPart,
    register,
)

_RESCUE = _("Es la regla de rescate: cada caso guarda los números con los que se decidió.")


def _week(data):
    return _("%(absent)s inasistencias de %(of)s, semana del %(monday)s") % data


def _chronic(data):
    return _("%(month)s: %(n)s de %(of)s estudiantes") % data


def _outside(data):
    known = {name: _("sin dato") if data[name] is None else data[name] for name in ("n", "of")}
    return _("no van %(n)s de %(of)s de la lista") % known


def _month(data):
    return _("%(month)s: %(absent)s faltas de %(of)s estudiantes por día") % data


def _year(data):
    return _("%(year)s: %(interrupted)s de %(of)s estudiantes interrumpieron") % data


def _step(data):
    return Step(data["kind"]).label


register(
    Strategy(
        app="attendance",
        slug="asistencia",
        label=_("Asistencia"),
        full_name=_("Asistencia y Educhasquis"),
        order=80,
        icon="users",
        menu=[
            MenuItem(_("Asistencia"), "attendance:school_list", permissions.VIEW),
            MenuItem(_("Asistencia del mes"), "attendance:month", permissions.VIEW),
            MenuItem(_("Asistencia antes y después"), "attendance:trend", permissions.VIEW),
            MenuItem(_("Quienes no van a la escuela"), "attendance:outside_list", permissions.VIEW),
            MenuItem(_("Continuidad"), "attendance:continuity", permissions.VIEW),
            MenuItem(_("Mis casos"), "attendance:case_list", permissions.FOLLOW),
            MenuItem(_("Casos de la UGEL"), "attendance:case_counts", permissions.COUNTS),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("La asistencia de los estudiantes"),
                _("La escuela, su UGEL y la región: son cuentas por grado y sexo, sin ningún nombre."),
                _("No se borra: no nombra a nadie."),
                order=36,
            ),
            KeptData(
                _("El caso de alguien que debe volver a la escuela: su nombre, a quién llamar y lo que se habló"),
                _("Quien dirige la escuela y las personas a quienes se encargó el caso; cada lectura queda."),
                _("Hasta %(n)s días después de cerrar el caso, o antes si la familia lo pide; las cuentas quedan."),
                setting=cases.KEEP_DAYS,
                order=37,
            ),
        ],
        indicators=indicators.ALL,
        units={"cases": _("casos"), "pupils": _("estudiantes")},
        report_sections=report_sections.ALL,
        sheets=resources.ALL,
        tabs=[
            SchoolTab(
                _("Asistencia"), "attendance:school_attendance", permissions.SCHOOL, opens=permissions.opens_school
            )
        ],
        week=[
            WeekPart(
                forms.PART,
                _("Asistencia"),
                permissions.RECORD,
                "users",
                order=80,
                form=forms.WeekForm,
                save=services.save_week_form,
                untold=selectors.is_untold,
                paper=forms.week_paper,
                template="attendance/_week.html",
            )
        ],
        timeline=[
            EventType("attendance.week_told", _("Asistencia de la semana entregada"), "users", _week, is_routine=True),
            EventType("attendance.week_corrected", _("Asistencia de la semana corregida"), "edit", _week),
            EventType("attendance.chronic_told", _("Ausentismo crónico del mes"), "users", _chronic),
            EventType("attendance.outside_told", _("Cuenta de quienes no van a la escuela"), "users", _outside),
            EventType("attendance.month_told", _("Mes del registro oficial"), "users", _month, is_routine=True),
            EventType("attendance.year_told", _("Continuidad de un año"), "users", _year),
            EventType("attendance.case_opened", _("Caso abierto"), "user-check"),
            EventType("attendance.case_corrected", _("Datos corregidos"), "edit"),
            EventType("attendance.case_visited", _("Visita a la casa"), "map-pin", lambda data: Met(data["met"]).label),
            EventType("attendance.case_planned", _("En el plan"), "clipboard-list", _step),
            EventType("attendance.case_step_done", _("Del plan, hecho"), "check", _step),
            EventType("attendance.case_step_undone", _("Del plan, todavía no"), "x", _step),
            EventType("attendance.case_returned", _("Volvió a la escuela"), "school"),
            EventType("attendance.case_week", _("Semana seguida"), "calendar"),
            EventType("attendance.case_given", _("Caso encargado"), "user-check", lambda data: data["to"]),
            EventType("attendance.case_taken", _("Ya no lleva el caso"), "user-minus", lambda data: data["of"]),
            EventType(
                "attendance.case_closed", _("Caso cerrado"), "check", lambda data: Outcome(data["outcome"]).label
            ),
            EventType("attendance.case_reopened", _("Caso abierto otra vez"), "edit"),
            EventType(
                "attendance.case_forgotten", _("Nombres borrados"), "x", lambda data: Forgotten(data["why"]).label
            ),
        ],
        home=home.CARDS,
        agenda=[Agenda(home.steps_between, permissions.FOLLOW)],
        settings=[
            Setting(cases.PERCENT, 80, _("Asistencia desde la que una semana cuenta como seguida, en %"), _RESCUE),
            Setting(cases.WEEKS, 4, _("Semanas seguidas para decir que alguien volvió y se quedó"), _RESCUE),
            Setting(
                cases.DUE_DAYS,
                90,
                _("Días desde que se abre un caso hasta que se cuenta cómo va"),
                _("Deciden en qué trimestre se cuenta. Rige para casos nuevos."),
            ),
            Setting(
                cases.KEEP_DAYS,
                365,
                _("Días que se guardan los nombres de un caso cerrado"),
                _("Después se borran solos; las cuentas quedan."),
            ),
        ],
        demo="attendance.demo.load",
        demo_district="attendance.demo.load_district",
    )
)
