"""Who may promise something to a school, and how one talks to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    """Kinds as people here name them; each has its IATI organisation type (IATI_TYPES)."""

    ARMY = "army", _("Fuerzas Armadas")
    POLICE = "police", _("Policía")
    MINISTRY = "ministry", _("Ministerio u organismo nacional")
    REGIONAL_GOVERNMENT = "regional_government", _("Gobierno regional")
    MUNICIPALITY = "municipality", _("Municipalidad o gobierno local")
    HEALTH_NETWORK = "health_network", _("Red o establecimiento de salud")
    PUBLIC_BODY = "public_body", _("Otra entidad pública")
    MINE = "mine", _("Empresa minera")
    COMPANY = "company", _("Otra empresa")
    NGO = "ngo", _("ONG del país")
    INTERNATIONAL_NGO = "international_ngo", _("ONG internacional")
    FOUNDATION = "foundation", _("Fundación")
    MULTILATERAL = "multilateral", _("Organismo internacional")
    UNIVERSITY = "university", _("Universidad o instituto")
    APAFA = "apafa", _("APAFA o asociación de padres")
    CONEI = "conei", _("CONEI")
    JASS = "jass", _("JASS o comité de agua")
    COMMUNITY = "community", _("Comunidad o junta vecinal")
    CHURCH = "church", _("Iglesia o parroquia")
    PERSON = "person", _("Persona particular")
    OTHER = "other", _("Otro")

    @property
    def iati_type(self) -> str:
        return IATI_TYPES[self]


# IATI OrganisationType (NonEmbedded code lists, 7aeece7). A base organisation of parents, water users or neighbours is
# a "Partner Country based NGO", which IATI defines as any local civil society organisation.
IATI_TYPES = {
    PartnerKind.ARMY: "10",
    PartnerKind.POLICE: "10",
    PartnerKind.MINISTRY: "10",
    PartnerKind.REGIONAL_GOVERNMENT: "11",
    PartnerKind.MUNICIPALITY: "11",
    PartnerKind.HEALTH_NETWORK: "15",
    PartnerKind.PUBLIC_BODY: "15",
    PartnerKind.MINE: "72",
    PartnerKind.COMPANY: "72",
    PartnerKind.NGO: "22",
    PartnerKind.INTERNATIONAL_NGO: "21",
    PartnerKind.FOUNDATION: "60",
    PartnerKind.MULTILATERAL: "40",
    PartnerKind.UNIVERSITY: "80",
    PartnerKind.APAFA: "24",
    PartnerKind.CONEI: "15",
    PartnerKind.JASS: "24",
    PartnerKind.COMMUNITY: "24",
    PartnerKind.CHURCH: "24",
    PartnerKind.PERSON: "90",
    PartnerKind.OTHER: "90",
}


class Sector(models.TextChoices):
    """What a partner mostly helps with: IATI/DAC sector codes, five digits."""

    FACILITIES = "11120", _("Locales y equipamiento educativo")
    PRIMARY = "11220", _("Educación primaria")
    LOWER_SECONDARY = "11260", _("Secundaria, primeros grados")
    UPPER_SECONDARY = "11320", _("Secundaria, últimos grados")
    MEALS = "11250", _("Alimentación escolar")
    WATER_AND_SANITATION = "14030", _("Agua y saneamiento básicos")
    WATER = "14031", _("Agua para beber")
    SANITATION = "14032", _("Saneamiento básico")
    ROADS = "21020", _("Transporte y caminos")
    RURAL = "43040", _("Desarrollo rural")


class ContactRole(models.TextChoices):
    """What a person may say in the partner's name."""

    AUTHORISES = "authorises", _("Autoriza")
    COORDINATES = "coordinates", _("Coordina")
    EXECUTES = "executes", _("Ejecuta")


class ContactChannel(models.TextChoices):
    """How a contact is reached; links and reminders follow it."""

    WHATSAPP = "whatsapp", _("WhatsApp")
    MAIL = "mail", _("Correo")
    SMS = "sms", _("Mensaje de texto")
    NONE = "none", _("Ninguno: en persona o por oficio")


BY_PHONE = (ContactChannel.WHATSAPP, ContactChannel.SMS)


class Language(models.TextChoices):
    """In which language a contact is written to."""

    SPANISH = "es", _("Español")
    KYRGYZ = "ky", _("Kirguís")
    ENGLISH = "en", _("Inglés")
    RUSSIAN = "ru", _("Ruso")


class PartnerState(models.TextChoices):
    ACTIVE = "active", _("Activo")
    INACTIVE = "inactive", _("Ya no apoya")
    MERGED = "merged", _("Unido a otro")

    @property
    def tone(self):
        return {PartnerState.ACTIVE: "done"}.get(self, "off")
