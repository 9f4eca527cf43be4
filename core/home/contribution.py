from django.utils.translation import gettext_lazy as _

from core.home import permissions
from core.strategies.registry import Contribution, MenuItem, register

register(
    Contribution(
        app="home",
        slug="primeros-pasos",
        label=_("Primeros pasos"),
        order=95,
        icon="list-checks",
        menu=[MenuItem(_("Primeros pasos"), "first_steps", permissions.GUIDE)],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
    )
)
