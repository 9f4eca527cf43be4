from django.utils.translation import gettext_lazy as _

from core.jobs import permissions
from core.strategies.registry import Contribution, KeptData, register

register(
    Contribution(
        app="jobs",
        slug="trabajos",
        label=_("Trabajos"),
        order=90,
        icon="refresh",
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Los archivos y hojas que pidió preparar"),
                _("Solo usted."),
                _("Las hojas con nombres o códigos se borran en un día; la lista de sus trabajos, en 90 días."),
                order=13,
            ),
        ],
    )
)
