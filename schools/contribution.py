from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Contribution, EventType, HomeCard, MenuItem, SchoolTab, register
from schools import permissions
from schools.selectors.staff import access_counts, workplaces


def absent_schools(request):
    """Where nobody ever came in; nothing to say once somebody has, everywhere."""
    counts = access_counts()
    return {"absent": counts["absent"], "all": counts["all"]} if counts["absent"] else None


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
            MenuItem(_("Quién ingresa"), "schools:access_list", permissions.STAFF, icon="log-in"),
            MenuItem(_("Padrón"), "schools:padron_list", permissions.IMPORT, icon="upload"),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        tabs=[SchoolTab(_("Equipo"), "schools:staff_list", permissions.TEAM)],
        home=[HomeCard("schools.absent", "schools/home/absent.html", absent_schools, permissions.STAFF, order=60)],
        workplaces=workplaces,
        demo="schools.demo.load",
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
