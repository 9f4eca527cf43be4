from django.utils.translation import gettext_lazy as _

from core.strategies.registry import (
    Contribution,
    EventType,
    FirstStep,
    HomeCount,
    KeptData,
    MenuItem,
    OneTap,
    SchoolTab,
    Search,
    register,
)
from schools import home, permissions
from schools.selectors.staff import workplaces

register(
    Contribution(
        app="schools",
        slug="escuelas",
        label=_("Escuelas"),
        order=10,
        icon="school",
        menu=[
            MenuItem(_("Escuelas"), "schools:school_list", permissions.VIEW, icon="school"),
            MenuItem(_("Mapa"), "schools:school_map", permissions.VIEW, icon="map"),
            MenuItem(_("Ámbito"), "schools:target_list", permissions.TARGET, icon="target"),
            MenuItem(_("Calendario escolar"), "schools:calendar", permissions.VIEW, icon="calendar-days"),
            MenuItem(_("Quién ingresa"), "schools:access_list", permissions.STAFF, icon="log-in"),
            MenuItem(_("Padrón"), "schools:padron_list", permissions.IMPORT, icon="upload"),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Quién dirige cada escuela y quién trabaja en ella"),
                _("La escuela y su UGEL. Los datos de directores del padrón entran solo si la UGEL los pide."),
                _("Mientras trabaje allí; después queda desde y hasta cuándo."),
                order=20,
            ),
        ],
        tabs=[
            SchoolTab(_("Semana"), "schools:school_week", permissions.WEEK, opens=permissions.tells_week),
            SchoolTab(_("Historia"), "schools:school_story", permissions.VIEW),
            SchoolTab(_("Equipo"), "schools:staff_list", permissions.TEAM),
        ],
        home_counts=[
            HomeCount(
                "schools.headless",
                home.headless_schools,
                home.headless_words,
                well=_("Cada escuela tiene su dirección registrada"),
                url_name="schools:access_list",
                query="show=headless",
                permission=permissions.STAFF,
                order=60,
            ),
            HomeCount(
                "schools.absent",
                home.absent_schools,
                home.absent_words,
                well=_("En cada escuela ya ingresó alguien"),
                url_name="schools:access_list",
                permission=permissions.STAFF,
                order=61,
            ),
        ],
        one_taps=[
            OneTap(
                _("Mi semana"),
                "schools:school_week",
                permissions.WEEK,
                "calendar-days",
                order=5,
                at_school=True,
                note=home.untold_words,
            ),
            OneTap(_("Matrícula"), "schools:enrolment_edit", permissions.ENROL, "users", order=60, at_school=True),
            OneTap(_("Equipo"), "schools:staff_list", permissions.TEAM, "contact", order=61, at_school=True),
        ],
        bar=[MenuItem(_("Mi escuela"), "schools:my_school", permissions.VIEW, icon="school")],
        schools_of=home.schools_of,
        first_steps=[
            FirstStep(
                "schools.padron",
                order=10,
                label=_("Cargue su padrón"),
                why=_(
                    "El padrón trae sus escuelas y servicios como figuran en ESCALE, sin escribirlos a mano. "
                    "Usted ve qué cambiaría antes de confirmar, y puede deshacerlo."
                ),
                facts=home.working_schools,
                url_name="schools:padron_upload",
                permission=permissions.IMPORT,
            ),
            FirstStep(
                "schools.target",
                order=20,
                label=_("Congele el ámbito del año"),
                why=_(
                    "El ámbito es la lista de escuelas sobre la que se cuenta cada porcentaje. "
                    "Se propone sola con las públicas y rurales; usted la revisa y la congela con su resolución."
                ),
                facts=home.frozen_targets,
                url_name="schools:target_list",
                permission=permissions.TARGET,
            ),
            FirstStep(
                "schools.calendar",
                order=25,
                label=_("Escriba el calendario escolar"),
                why=_(
                    "Con los periodos, feriados y días sin clases se cuentan los días de agua, de transporte y de "
                    "asistencia. Sin calendario esas cifras dicen «sin dato»."
                ),
                facts=home.year_terms,
                url_name="schools:calendar",
                permission=permissions.CALENDAR,
            ),
            FirstStep(
                "schools.heads",
                order=30,
                label=_("Registre a sus directores"),
                why=_(
                    "Quien dirige una escuela ve la suya y habla por ella. "
                    "Súbalos en una planilla o regístrelos uno por uno; al cambiar, el anterior pierde su acceso."
                ),
                facts=home.named_heads,
                url_name="schools:access_list",
                permission=permissions.STAFF,
            ),
        ],
        searches=[
            Search(
                "schools",
                _("Escuelas"),
                home.found_schools,
                home.found_line,
                permissions.VIEW,
                url_name="schools:school_list",
                order=10,
            )
        ],
        workplaces=workplaces,
        demo="schools.demo.load",
        demo_district="schools.demo.leilek.load_district",
        timeline=[
            EventType("schools.padron_applied", _("Padrón importado"), icon="file-check"),
            EventType("schools.padron_undone", _("Importación deshecha"), icon="undo"),
            EventType("schools.school_registered", _("Escuela registrada"), icon="school"),
            EventType("schools.school_corrected", _("Datos de la escuela corregidos"), icon="edit"),
            EventType(
                "schools.enrolment_recorded",
                _("Matrícula registrada"),
                icon="users",
                sentence=lambda data: _("%(pupils)s estudiantes en %(year)s.") % data,
            ),
            EventType(
                "schools.calendar_changed",
                _("Calendario escolar cambiado"),
                icon="calendar-days",
                sentence=lambda data: data["what"],
            ),
            EventType("schools.target_frozen", _("Ámbito congelado"), icon="lock"),
            EventType(
                "schools.staff_assigned",
                _("Persona asignada a la escuela"),
                icon="user-plus",
                sentence=lambda data: data["name"],
            ),
            EventType(
                "schools.staff_ended",
                _("Persona retirada de la escuela"),
                icon="user-minus",
                sentence=lambda data: data["name"],
            ),
        ],
    )
)
