from functools import partial

from django.utils.translation import gettext as _

from commitments import permissions
from commitments.views.reading import asked_commitments
from core.access.decorators import access
from schools.views.downloads import Download, answer_with

AT_ONCE = 2000


@access(permissions.VIEW)
def commitment_export(request, kind):
    """The list or board as it is filtered, one row a promise."""
    return answer_with(request, kind, Download("compromisos", _("Compromisos"), _header(), partial(_rows, request)))


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
