from django.utils.translation import gettext_lazy as _

from core.notifications import home, permissions
from core.strategies.registry import Contribution, HomeCard, MenuItem, register

register(
    Contribution(
        app="notifications",
        slug="avisos",
        label=_("Avisos"),
        order=80,
        icon="bell",
        menu=[MenuItem(_("Por WhatsApp"), "notifications:hand_over_list", permissions.HAND_OVER)],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        home=[
            HomeCard(
                "to_hand_over", "notifications/_home_card.html", home.to_hand_over, permissions.HAND_OVER, order=15
            )
        ],
    )
)
