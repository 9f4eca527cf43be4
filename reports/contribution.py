from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Contribution, EventType, HomeCard, MenuItem, register
from reports import permissions, report_sections
from reports.selectors.reports import waiting_reports


def reports_to_issue(request):
    reports = list(waiting_reports()[:5])
    return {"reports": reports} if reports else None


register(
    Contribution(
        app="reports",
        slug="informes",
        label=_("Informes"),
        order=80,
        icon="file-text",
        menu=[MenuItem(_("Informes de logros"), "reports:report_list", permissions.VIEW)],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        demo="reports.demo.load",
        report_sections=report_sections.ALL,
        home=[HomeCard("reports.to_issue", "reports/_home_card.html", reports_to_issue, permissions.ISSUE)],
        timeline=[
            EventType("reports.report_planned", _("Informe preparado"), icon="file-plus"),
            EventType("reports.report_reviewed", _("Informe revisado"), icon="check"),
            EventType("reports.report_returned", _("Informe devuelto a borrador"), icon="undo"),
            EventType(
                "reports.report_issued", _("Informe emitido"), icon="badge-check", sentence=lambda data: data["number"]
            ),
        ],
    )
)
