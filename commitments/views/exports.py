import io

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import permissions
from commitments.views.reading import asked_commitments
from core.access.decorators import access
from core.tenancy.scope import scope
from schools.resources import csv_lines, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 2000


@access(permissions.VIEW)
def commitment_export(request, kind):
    """The list or board as it is filtered, one row a promise."""
    response = _csv(request) if kind == "csv" else _workbook(request)
    name = f"compromisos-{request.ugel.code}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(request):
    def lines():
        # The response outlives the request's transaction, so it opens its own scope.
        with scope(request.ugel):
            yield from csv_lines(_header(), _rows(request))

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _workbook(request):
    out = io.BytesIO()
    write_workbook(out, _header(), _rows(request), sheet_name=_("Compromisos"))
    return HttpResponse(out.getvalue(), content_type=XLSX)


def _header():
    return [
        *(_("N.º"), _("Estado"), _("Vencido"), _("Próxima fecha"), _("Qué promete"), _("Para qué"), _("Quién promete")),
        *(_("Para"), _("Distrito"), _("Cantidad"), _("Verificado"), _("Unidad"), _("Valor estimado"), _("Motivo")),
        _("Quién lo sigue"),
    ]


def _rows(request):
    found = asked_commitments(request).qs.select_related("followed_by")
    for one in found.order_by("number").iterator(AT_ONCE):
        district = one.school and one.school.district
        yield [
            one.number,
            str(one.status.label),
            _("Sí") if one.is_overdue else "",
            one.waits_for_date,
            one.what,
            one.get_category_display(),
            one.promiser_name,
            str(one.place),
            district.name.title() if district else "",
            one.quantity,
            one.verified_quantity,
            one.unit,
            one.valuation,
            one.ending_reason,
            one.followed_by.full_name,
        ]
