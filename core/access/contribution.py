from django.utils.translation import gettext_lazy as _

from core.access.roles import DEMAND_SECOND_FACTOR
from core.strategies.registry import Contribution, EventType, KeptData, Setting, register

register(
    Contribution(
        app="access",
        slug="acceso",
        label=_("Acceso"),
        order=90,
        icon="key",
        privacy=[
            KeptData(
                _("Cuándo ingresó por última vez, y los intentos con clave equivocada"),
                _(
                    "La dirección y los especialistas de la UGEL ven el último ingreso; los intentos los ve quien "
                    "administra el servidor."
                ),
                _("El último ingreso, hasta el siguiente. Las claves equivocadas se olvidan en un día."),
                order=11,
            ),
        ],
        timeline=[
            EventType("access.key_issued", _("Acceso entregado"), icon="key"),
            EventType("access.key_ended", _("Acceso anulado"), icon="x"),
            EventType("access.came_in", _("Ingresó con su tarjeta o código"), icon="log-in"),
        ],
        settings=[
            Setting(
                DEMAND_SECOND_FACTOR,
                default=False,
                label=_("Pedir un segundo paso a la dirección y a los especialistas"),
                help=_("Además de la contraseña: un código del celular o una llave de acceso (huella, PIN)."),
            )
        ],
    )
)
