from django.utils.translation import gettext_lazy as _

from core.people import home, permissions
from core.strategies.registry import Contribution, EventType, FirstStep, HomeCount, KeptData, MenuItem, Search, register

register(
    Contribution(
        app="people",
        slug="personas",
        label=_("Personas y ajustes"),
        order=90,
        icon="users",
        menu=[
            MenuItem(_("Personas"), "people_list", permissions.VIEW),
            MenuItem(_("Ajustes"), "settings_edit", permissions.CHANGE_SETTINGS, icon="settings"),
        ],
        home_counts=[
            HomeCount(
                "people.without_card",
                home.without_card,
                home.without_card_words,
                well=_("Todas las personas de las escuelas tienen cómo entrar"),
                url_name="people_list",
                query="seen=card",
                permission=permissions.ISSUE_ACCESS,
                order=55,
            )
        ],
        first_steps=[
            FirstStep(
                "people.cards",
                order=40,
                label=_("Entregue sus tarjetas"),
                why=_(
                    "Con una tarjeta, un QR y un código corto, cada director entra desde su celular sin contraseña. "
                    "Imprima las hojas, o envíelas por WhatsApp con un toque."
                ),
                facts=home.given_cards,
                url_name="cards_issue",
                permission=permissions.ISSUE_ACCESS,
            )
        ],
        searches=[
            Search(
                "people",
                _("Personas"),
                home.found_people,
                home.found_line,
                permissions.VIEW,
                url_name="people_list",
                order=20,
            )
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Su nombre, correo y celular, y qué función tiene"),
                _("Las personas de su UGEL; de la región, quien la lee."),
                _("Mientras tenga una función aquí. Después queda su nombre junto a lo que hizo."),
                order=10,
            ),
        ],
        timeline=[
            EventType("people.person_invited", _("Persona invitada"), icon="user-plus"),
            EventType("people.person_withdrawn", _("Persona retirada"), icon="user-minus"),
            EventType("people.person_unlocked", _("Ingreso desbloqueado"), icon="key"),
            EventType("people.phone_changed", _("Celular cambiado"), icon="phone"),
            EventType("people.email_changed", _("Correo cambiado"), icon="mail"),
            EventType("people.password_forgotten", _("Contraseña olvidada: elegirá otra"), icon="key"),
            EventType("people.access_mailed", _("Pidió su acceso por correo"), icon="mail"),
            EventType("people.setting_changed", _("Ajuste cambiado"), icon="settings"),
        ],
    )
)
