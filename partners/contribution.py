from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Contribution, EventType, KeptData, MenuItem, register
from partners import home, permissions


def _name(data):
    return data.get("name", "")


def _description(data):
    return data.get("description", "")


register(
    Contribution(
        app="partners",
        slug="aliados",
        label=_("Aliados"),
        order=30,
        icon="handshake",
        menu=[MenuItem(_("Aliados"), "partners:partner_list", permissions.VIEW)],
        home_counts=home.COUNTS,
        first_steps=[home.FIRST_PARTNERS],
        searches=[home.SEARCH],
        demo="partners.demo.load",
        demo_district="partners.demo.load_district",
        api="partners.api",
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Nombre, cargo, celular y correo del contacto de un aliado"),
                _("La UGEL. La escuela lee el nombre de quien confirmó o entregó lo que es para ella."),
                _("Hasta que la UGEL lo retire; después queda su nombre junto a lo que confirmó."),
                order=30,
            ),
        ],
        timeline=[
            EventType("partners.partner_registered", _("Aliado registrado"), icon="handshake"),
            EventType("partners.partner_corrected", _("Datos del aliado corregidos"), icon="edit"),
            EventType(
                "partners.partner_deactivated",
                _("Ya no apoya"),
                icon="x",
                sentence=lambda data: data.get("reason", ""),
            ),
            EventType("partners.partner_reactivated", _("Vuelve a apoyar"), icon="undo"),
            EventType("partners.partner_merged", _("Se le unió un registro repetido"), icon="merge", sentence=_name),
            EventType("partners.partner_merged_away", _("Unido a otro registro"), icon="merge", sentence=_name),
            EventType("partners.contact_added", _("Contacto registrado"), icon="user-plus", sentence=_name),
            EventType("partners.contact_corrected", _("Contacto corregido"), icon="edit", sentence=_name),
            EventType("partners.contact_ended", _("Contacto retirado"), icon="user-minus", sentence=_name),
            EventType("partners.contact_resumed", _("Contacto de vuelta"), icon="undo", sentence=_name),
            EventType("partners.offer_recorded", _("Ofrece"), icon="plus", sentence=_description),
            EventType("partners.offer_corrected", _("Ofrecimiento corregido"), icon="edit", sentence=_description),
            EventType("partners.offer_withdrawn", _("Ofrecimiento retirado"), icon="x", sentence=_description),
            EventType(
                "partners.offer_reopened", _("Ofrecimiento vigente otra vez"), icon="undo", sentence=_description
            ),
            EventType("partners.record_answered", _("El aliado responde"), icon="message-circle", sentence=_name),
        ],
    )
)
