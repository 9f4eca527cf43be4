from django.utils.translation import gettext_lazy as _

from core.files import permissions
from core.strategies.registry import Contribution, EventType, register

register(
    Contribution(
        app="files",
        slug="archivos",
        label=_("Fotos y documentos"),
        order=90,
        icon="image",
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        timeline=[
            EventType("files.marked_shareable", _("Foto marcada para compartir"), icon="eye", is_routine=True),
            EventType("files.marked_private", _("Foto que ya no se comparte"), icon="eye-off"),
        ],
    )
)
