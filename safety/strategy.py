from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.files.access import register_owner
from core.strategies.registry import (
    EventType,
    HomeCard,
    HomeCount,
    MapLayer,
    MenuItem,
    SchoolTab,
    Setting,
    Strategy,
    register,
)
from safety import indicators, map_layer, permissions, report_sections
from safety.selectors import today
from safety.services.photos import OWNER


def visit_of(data) -> str:
    return _("Visita del %(date)s") % {"date": "/".join(reversed(data["visited_date"].split("-")))}


def reason_of(data) -> str:
    return data["reason"]


def planned_of(data) -> str:
    return _("Para el %(date)s") % {"date": "/".join(reversed(data["planned_date"].split("-")))}


def for_person(build):
    return lambda request: build(request.user, request.roles)


register(
    Strategy(
        app="safety",
        slug="esya",
        label=_("ESYA"),
        full_name=_("Escuelas seguras y acogedoras"),
        order=30,
        icon="shield-check",
        menu=[MenuItem(_("Fichas ESYA"), "safety:check_list", permissions.VIEW)],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        indicators=indicators.ALL,
        report_sections=report_sections.ALL,
        timeline=[
            EventType("safety.check_planned", _("Visita ESYA planificada"), "calendar", planned_of),
            EventType("safety.check_replanned", _("Visita ESYA cambiada"), "calendar-clock", planned_of),
            EventType("safety.check_started", _("Ficha ESYA empezada"), "clipboard-list", visit_of),
            EventType("safety.check_submitted", _("Ficha ESYA enviada"), "send", visit_of),
            EventType("safety.check_verified", _("Ficha ESYA verificada"), "shield-check", visit_of),
            EventType("safety.check_returned", _("Ficha ESYA observada"), "undo", reason_of),
            EventType("safety.verification_withdrawn", _("Verificación ESYA retirada"), "shield-alert", reason_of),
            EventType("safety.check_cancelled", _("Ficha ESYA anulada"), "x", reason_of),
            EventType("safety.check_declared", _("Ficha ESYA declarada"), "file-spreadsheet", visit_of),
        ],
        tabs=[SchoolTab(_("ESYA"), "safety:school_checks", permissions.VIEW)],
        map_layers=[MapLayer("esya", _("Semáforo ESYA"), map_layer.levels)],
        home=[
            HomeCard(
                "safety.my_visits", "safety/home/my_visits.html", for_person(today.my_visits), permissions.FILL, 30
            ),
        ],
        home_counts=[
            HomeCount(
                "safety.at_risk",
                for_person(today.at_risk),
                lambda count: ngettext(
                    "escuela con alguna condición en riesgo", "escuelas con alguna condición en riesgo", count
                ),
                well=_("Ninguna escuela evaluada está en riesgo"),
                url_name="safety:check_list",
                query="semaforo=at_risk&ultima=on",
                permission=permissions.VIEW,
                tone="risk",
                order=30,
            ),
            HomeCount(
                "safety.to_verify",
                for_person(today.to_verify),
                lambda count: ngettext("ficha ESYA por verificar", "fichas ESYA por verificar", count),
                well=_("Ninguna ficha espera a quien la verifique"),
                url_name="safety:check_list",
                query="estado=submitted",
                permission=permissions.VERIFY,
                tone="progress",
                order=31,
            ),
        ],
        settings=[
            Setting("safety.conforming_from", 75, _("Puntaje desde el que una condición está conforme (ESYA)")),
            Setting("safety.in_progress_from", 40, _("Puntaje desde el que una condición está en proceso (ESYA)")),
            Setting("safety.improved_points", 10, _("Puntos que cuentan como mejora aunque no suba de nivel (ESYA)")),
        ],
        demo="safety.demo.load",
        api="safety.api",
    )
)
register_owner(OWNER, permissions.may_see_photo)
