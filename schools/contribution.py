from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Contribution, EventType, MenuItem, register
from schools import permissions

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
            MenuItem(_("Padrón"), "schools:padron_list", permissions.IMPORT, icon="upload"),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
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
        ],
    )
)
