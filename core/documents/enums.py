from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentType(models.TextChoices):
    """The papers of a Peruvian office; each has numbers of its own per UGEL and year."""

    REPORT = "report", _("Informe de logros")
    ACTA = "acta", _("Acta")
    ADDENDUM = "addendum", _("Adenda")
    ALLIANCE = "alliance", _("Convenio")
    LETTER = "letter", _("Oficio")
    CIRCULAR = "circular", _("Oficio múltiple")
    CARTA = "carta", _("Carta")
    INFORME = "informe", _("Informe")
    CERTIFICATE = "certificate", _("Constancia")
    RECOGNITION = "recognition", _("Certificado")


# What a person writes as a letter here; the others are born in the apps that know their content.
LETTER_TYPES = (
    DocumentType.LETTER,
    DocumentType.CIRCULAR,
    DocumentType.CARTA,
    DocumentType.INFORME,
    DocumentType.CERTIFICATE,
)


class DocumentState(models.TextChoices):
    ISSUED = "issued", _("Vigente")
    SUPERSEDED = "superseded", _("Reemplazado")


class Validity(models.TextChoices):
    """What a person who holds the paper wants to know."""

    CURRENT = "current", _("Vigente")
    AMENDED = "amended", _("Vigente, con modificaciones")
    SUPERSEDED = "superseded", _("Reemplazado")

    @property
    def tone(self):
        return {Validity.CURRENT: "done", Validity.AMENDED: "progress", Validity.SUPERSEDED: "off"}[self]


class SignatureKind(models.TextChoices):
    BY_HAND = "by_hand", _("Firmado a mano, escaneado")
    DIGITAL = "digital", _("Firmado fuera del sistema, en PDF")


class Channel(models.TextChoices):
    """How a paper reached whom it is for."""

    MAIL = "mail", _("Correo con enlace")
    FRONT_DESK = "front_desk", _("Mesa de partes")
    IN_HAND = "in_hand", _("En mano")
    OTHER = "other", _("Otro medio")
