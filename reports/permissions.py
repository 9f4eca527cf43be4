from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role
from reports.models import Report

VIEW = "reports.view_report"
EDIT = "reports.edit_report"
ISSUE = "reports.issue_report"
LETTERHEAD = "reports.change_letterhead"
READ_REGION = "reports.read_region"

DESCRIPTIONS = {
    VIEW: _("Ver los informes de logros y sus cifras"),
    EDIT: _("Preparar informes y escribir sus textos"),
    ISSUE: _("Emitir un informe con número y código de verificación"),
    LETTERHEAD: _("Cambiar el membrete: nombre oficial del año"),
    READ_REGION: _("Leer juntos los informes emitidos de toda la región"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, EDIT, ISSUE, LETTERHEAD},
    Role.UGEL_SPECIALIST: {VIEW, EDIT},
    Role.REGION_READER: {VIEW, READ_REGION},
}


def visible_reports(request) -> QuerySet[Report]:
    """Who prepares reports sees them all; a reader sees what was issued."""
    reports = Report.objects.select_related("document", "created_by")
    return reports if request.allows(EDIT) else reports.issued()


def check_can_edit(report):
    """May the texts of this report still change?"""
    if report.is_issued:
        raise PermissionDenied(_("Un informe emitido no cambia. Prepare uno nuevo que lo reemplace."))
