from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.notifications import home, permissions
from core.strategies.registry import Contribution, HomeCard, HomeCount, KeptData, MenuItem, register

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
        privacy=[
            KeptData(
                _("Los avisos que se le enviaron"),
                _("Usted, y quien los envía desde la UGEL."),
                _("Mientras la UGEL use este sistema."),
                order=12,
            ),
        ],
        home=[HomeCard("notifications.unread", "notifications/_home_unread.html", home.unread, "", order=4)],
        home_counts=[
            HomeCount(
                "notifications.to_hand_over",
                home.to_hand_over,
                lambda count: ngettext("aviso por enviar por WhatsApp", "avisos por enviar por WhatsApp", count),
                well=_("Nadie espera un aviso por WhatsApp"),
                url_name="notifications:hand_over_list",
                permission=permissions.HAND_OVER,
                tone="progress",
                order=15,
            ),
            HomeCount(
                "notifications.failed",
                home.failed,
                lambda count: ngettext("correo que no llegó", "correos que no llegaron", count),
                well=_("Los correos salen bien"),
                url_name="notifications:failed_list",
                permission=permissions.HAND_OVER,
                tone="risk",
                order=70,
            ),
        ],
        bar=[MenuItem(_("Avisos"), "notifications:notice_list", "", icon="bell")],
    )
)
