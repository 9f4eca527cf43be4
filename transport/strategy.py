from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Strategy, register
from transport import permissions
from transport.models import RouteCommitment

register(
    Strategy(
        app="transport",
        slug="transporte",
        label=_("Transporte escolar"),
        full_name=_("Transporte escolar"),
        order=50,
        icon="bus",
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        commitment_link=RouteCommitment,
    )
)
