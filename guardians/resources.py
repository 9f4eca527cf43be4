from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from guardians.models import Guardian

COLUMNS = (
    _("Nombre"),
    _("Celular"),
    _("Estado"),
    _("Desde"),
    _("Hasta"),
    _("Escuelas"),
    _("Vínculos"),
    _("Visitas por hacer"),
    _("Visitas hechas"),
)
AT_ONCE = 500


def guardian_rows(guardians: QuerySet[Guardian]) -> Iterator[list]:
    """The list of `with_list_columns` as a sheet, one row a guardian."""
    for one in guardians.order_by("user__full_name", "pk").iterator(AT_ONCE):
        yield [
            one.user.full_name,
            str(one.phone or ""),
            str(one.status.label),
            one.from_date,
            one.ended_date or one.to_date,
            one.school_count,
            one.tied_to,
            one.to_do,
            one.done,
        ]
