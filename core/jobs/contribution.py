from django.utils.translation import gettext_lazy as _

from core.jobs import permissions
from core.strategies.registry import Contribution, register

register(
    Contribution(
        app="jobs",
        slug="trabajos",
        label=_("Trabajos"),
        order=90,
        icon="refresh",
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
    )
)
