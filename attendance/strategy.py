from django.utils.translation import gettext_lazy as _

from attendance import forms, indicators, permissions, report_sections, resources, selectors, services
from core.strategies.registry import EventType, KeptData, MenuItem, SchoolTab, Strategy, WeekPart, register


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
        ],
        indicators=indicators.ALL,
        units={"pupils": _("estudiantes")},
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
        ],
        demo="attendance.demo.load",
        demo_district="attendance.demo.load_district",
    )
)
