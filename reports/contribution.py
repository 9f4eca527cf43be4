from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Contribution, EventType, FirstStep, HomeCard, MenuItem, StartPage, register
from reports import home, letters, permissions, report_sections
from reports.selectors.region import regions_read_by


def _said(data):
    return data["what"]


register(
    Contribution(
        app="reports",
        slug="informes",
        label=_("Informes"),
        order=80,
        icon="file-text",
        menu=[
            MenuItem(_("Informes de logros"), "reports:report_list", permissions.VIEW),
            MenuItem(_("Toda la región"), "reports:region_overview", permissions.READ_REGION, icon="landmark"),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        demo="reports.demo.load",
        demo_district="reports.demo.load_district",
        report_sections=report_sections.ALL,
        letters=letters.LETTERS,
        paper_origins=letters.ORIGINS,
        home=[
            HomeCard("reports.to_issue", "reports/home/to_issue.html", home.to_issue, permissions.ISSUE, order=5),
            HomeCard("reports.issued", "reports/home/issued.html", home.issued_lately, permissions.VIEW, order=6),
            HomeCard("reports.year", "reports/home/year.html", home.year_so_far, permissions.VIEW, order=90),
        ],
        start_pages=[
            StartPage(
                label=_("Toda la región"),
                hint=_("Las UGEL, sus informes emitidos y sus cifras"),
                url_name="reports:region_overview",
                icon="table",
                opens=lambda user: bool(regions_read_by(user)),
            )
        ],
        first_steps=[
            FirstStep(
                "reports.first",
                order=60,
                label=_("Prepare su primer informe"),
                why=_(
                    "El informe cuenta cada cifra desde las escuelas y dice también lo que no se sabe. "
                    "Prepárelo cuando quiera: es un avance hasta que la dirección lo emite."
                ),
                facts=home.built_reports,
                url_name="reports:report_plan",
                permission=permissions.EDIT,
            )
        ],
        timeline=[
            EventType("reports.figure_told", _("Cifra impresa anotada"), icon="file-text", sentence=_said),
            EventType("reports.figure_corrected", _("Cifra impresa corregida"), icon="edit", sentence=_said),
            EventType("reports.programme_told", _("Programa anotado"), icon="landmark", sentence=_said),
            EventType("reports.programme_corrected", _("Programa corregido"), icon="edit", sentence=_said),
            EventType("reports.stated_taken_away", _("Se quitó de los informes"), icon="trash", sentence=_said),
            EventType("reports.stated_put_back", _("Está otra vez en los informes"), icon="undo", sentence=_said),
            EventType("reports.report_planned", _("Informe preparado"), icon="file-plus"),
            EventType("reports.report_reviewed", _("Informe revisado"), icon="check"),
            EventType("reports.report_returned", _("Informe devuelto a borrador"), icon="undo"),
            EventType(
                "reports.report_issued", _("Informe emitido"), icon="badge-check", sentence=lambda data: data["number"]
            ),
        ],
    )
)
