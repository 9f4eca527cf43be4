from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs.registry import job
from core.tenancy.scope import scope
from partners.resources import SHEET, PartnerRows
from schools.services.sheets import apply_sheet, try_sheet


@job("partners.try_sheet", label=gettext_lazy("Revisando la planilla de aliados"))
def try_rows(run, *, sheet_id):
    return _read(run, try_sheet, sheet_id, _("Revisando fila por fila"))


@job("partners.apply_sheet", label=gettext_lazy("Guardando la planilla de aliados"))
def apply_rows(run, *, sheet_id):
    return _read(run, apply_sheet, sheet_id, _("Guardando fila por fila"))


def _read(run, how, sheet_id, words):
    sheet = how(
        run.ugel,
        sheet_id=sheet_id,
        columns=SHEET.names,
        required=SHEET.required,
        save=PartnerRows(),
        progress=lambda done, total: run.progress(done, total, words),
    )
    with scope(run.ugel):
        return {"next": reverse("partners:sheet_detail", args=[sheet.pk])}
