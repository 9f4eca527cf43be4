from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alliances.models import Alliance
from alliances.selectors import with_list_columns

AT_ONCE = 500


def alliance_header() -> list[str]:
    return [
        *(_("Alianza"), _("Documento"), _("Número"), _("Con quién"), _("Territorio"), _("Escuelas"), _("Estado")),
        *(_("Firmada"), _("Rige desde"), _("Rige hasta"), _("Terminada"), _("Por qué terminó"), _("La sigue")),
    ]


def alliance_rows(alliances: QuerySet[Alliance]) -> Iterator[list]:
    """The list as a sheet, one row an alliance."""
    rows = with_list_columns(alliances).select_related("territory", "followed_by")
    for one in rows.order_by("search_title", "pk").iterator(AT_ONCE):
        yield [
            one.title,
            str(one.get_kind_display()),
            one.reference,
            one.partner_names or "",
            one.territory.name.title() if one.territory else "",
            one.school_count,
            one.state_words,
            one.signed_date,
            one.from_date,
            one.to_date,
            one.ended_date,
            one.end_reason,
            one.followed_by.full_name,
        ]
