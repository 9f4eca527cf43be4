from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Strategy, register
from livelihoods import permissions

register(
    Strategy(
        app="livelihoods",
        slug="medios-de-vida",
        label=_("Medios de vida"),
        order=85,
        icon="sprout",
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
    )
)
