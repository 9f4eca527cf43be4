"""What an alliance is on paper, how far it is, and what holds it in the institution."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AllianceKind(models.TextChoices):
    AGREEMENT = "agreement", _("Convenio")
    ACTA = "acta", _("Acta de compromiso")
    LETTER = "letter", _("Carta de intención")


class Stage(models.TextChoices):
    """What people decide; the rest follows from the dates."""

    IDENTIFIED = "identified", _("Identificada")
    CONTACTED = "contacted", _("Contactada")
    NEGOTIATING = "negotiating", _("En negociación")
    SIGNED = "signed", _("Firmada")
    ENDED = "ended", _("Terminada")


class AllianceState(models.TextChoices):
    """A stage, and for a signed alliance what its dates say today."""

    IDENTIFIED = "identified", _("Identificada")
    CONTACTED = "contacted", _("Contactada")
    NEGOTIATING = "negotiating", _("En negociación")
    SIGNED = "signed", _("Firmada, aún no rige")
    IN_FORCE = "in_force", _("Vigente")
    EXPIRED = "expired", _("Vencida")
    RENEWED = "renewed", _("Vencida y renovada")
    ENDED = "ended", _("Terminada")

    @property
    def tone(self):
        return TONES[self]


TONES = {
    AllianceState.IDENTIFIED: "open",
    AllianceState.CONTACTED: "open",
    AllianceState.NEGOTIATING: "progress",
    AllianceState.SIGNED: "progress",
    AllianceState.IN_FORCE: "done",
    AllianceState.EXPIRED: "risk",
    AllianceState.RENEWED: "off",
    AllianceState.ENDED: "off",
}


class CallState(models.TextChoices):
    """What a call for offers is today."""

    OPEN = "open", _("Recibe ofertas")
    OVER = "over", _("Pasó su fecha")
    CLOSED = "closed", _("Cerrada")

    @property
    def tone(self):
        return CALL_TONES[self]


CALL_TONES = {CallState.OPEN: "progress", CallState.OVER: "open", CallState.CLOSED: "off"}


class OfferState(models.TextChoices):
    """What became of what a partner offered."""

    OFFERED = "offered", _("Por responder")
    ACCEPTED = "accepted", _("Aceptada")
    DECLINED = "declined", _("No aceptada")

    @property
    def tone(self):
        return OFFER_TONES[self]


OFFER_TONES = {OfferState.OFFERED: "open", OfferState.ACCEPTED: "done", OfferState.DECLINED: "off"}


class OpenOfferState(models.TextChoices):
    """What became of what somebody offered behind an open link."""

    WAITING = "waiting", _("Falta decir quién es")
    KNOWN = "known", _("Es de un aliado")
    ASIDE = "aside", _("Apartada")


TALKS = (Stage.IDENTIFIED, Stage.CONTACTED, Stage.NEGOTIATING)
# Talks go forward or back as they do in life; neither a signature nor an end is taken back.
TRANSITIONS = {
    Stage.IDENTIFIED: {Stage.CONTACTED, Stage.NEGOTIATING, Stage.SIGNED, Stage.ENDED},
    Stage.CONTACTED: {Stage.IDENTIFIED, Stage.NEGOTIATING, Stage.SIGNED, Stage.ENDED},
    Stage.NEGOTIATING: {Stage.IDENTIFIED, Stage.CONTACTED, Stage.SIGNED, Stage.ENDED},
    Stage.SIGNED: {Stage.ENDED},
    Stage.ENDED: set(),
}


class ResourceStage(models.TextChoices):
    """How far what an alliance brings has come (IATI 13, 11, 1, 4)."""

    PLEDGED = "pledged", _("Puesto en el documento")
    COMMITTED = "committed", _("Comprometido")
    DELIVERED = "delivered", _("Entregado")
    SPENT = "spent", _("Gastado")


class ValuationBasis(models.TextChoices):
    """How the value of a resource is known."""

    MONEY = "money", _("Es dinero")
    INVOICE = "invoice", _("Factura o cotización")
    MARKET = "market", _("Precio de mercado")
    PARTNER = "partner", _("Lo dice el aliado")


class Anchor(models.TextChoices):
    """What keeps it alive when people change (dossier: ordenanza, POI, presupuesto participativo, resolución)."""

    ORDINANCE = "ordinance", _("Ordenanza")
    PLAN = "plan", _("Plan operativo (POI)")
    BUDGET = "budget", _("Presupuesto participativo")
    RESOLUTION = "resolution", _("Resolución")
    OTHER = "other", _("Otro documento")
