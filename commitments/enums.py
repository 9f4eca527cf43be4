"""Who promises, who says what was delivered, and how a promise goes from proposed to counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.enums import Party

__all__ = ["Party"]


class Promiser(models.TextChoices):
    PARTNER = "partner", _("Un aliado")
    UGEL = "ugel", _("La UGEL")
    SCHOOL = "school", _("La escuela")
    APAFA = "apafa", _("La APAFA de la escuela")

    def counts(self, party: Party) -> Party:
        """Whose voice a party's is: the UGEL that promised witnesses for itself, and so does the school."""
        return Party.PROMISER if party == self.value else party


class Outcome(models.TextChoices):
    DELIVERED = "delivered", _("Se entregó")
    PARTLY = "partly", _("Se entregó una parte")
    NOT = "not", _("No se entregó")


class Channel(models.TextChoices):
    """How a word reached the UGEL."""

    HERE = "here", _("En COMUSET")
    LINK = "link", _("Por su enlace")
    CALL = "call", _("Por teléfono")
    WHATSAPP = "whatsapp", _("Por WhatsApp")
    LETTER = "letter", _("Por oficio o carta")
    IN_PERSON = "in_person", _("En persona")


TOLD_TO_THE_UGEL = (Channel.CALL, Channel.WHATSAPP, Channel.LETTER, Channel.IN_PERSON)


class VouchedBy(models.TextChoices):
    """What makes a word recorded on somebody's behalf that person's own."""

    LINK = "link", _("Lo confirmó por su enlace")
    CODE = "code", _("Lo confirmó con su código")
    PAPER = "paper", _("Papel firmado adjunto")


# How whoever promised reads who saw it: by party, never by name.
SAID_TO_PROMISER = {
    Party.PROMISER: _("su institución"),
    Party.SCHOOL: _("la escuela"),
    Party.UGEL: _("la UGEL"),
    Party.GUARDIAN: _("un testigo de la comunidad"),
    Party.COMMUNITY: _("alguien de la comunidad"),
}


class EvidenceKind(models.TextChoices):
    BEFORE = "before", _("Antes")
    AFTER = "after", _("Después")
    PAPER = "paper", _("Documento o escaneo")


class ReminderStep(models.TextChoices):
    """When somebody is told of a date; stands in the key of the message, so that each goes out once."""

    BEFORE = "remind_before", _("Aviso antes de la fecha")
    AFTER = "remind_after", _("Aviso después de la fecha")
    ESCALATION = "escalated", _("Aviso a la dirección de la UGEL")
    BY_HAND = "remind_now", _("Aviso de una persona")


class ThanksKind(models.TextChoices):
    """What the UGEL thanks a partner for on paper."""

    PROMISE = "promise", _("Certificado por un compromiso")
    YEAR = "year", _("Certificado del año")
    CONTRIBUTION = "contribution", _("Nuestro aporte del año")


class ManyAction(models.TextChoices):
    """What can be done with several marked promises at once."""

    REMIND = "remind", _("Avisar a quien prometió")
    RESCHEDULE = "reschedule", _("Reprogramar la próxima fecha")
    CLOSE = "close", _("Cerrar lo verificado")
    CANCEL = "cancel", _("Anular")


class Ruling(models.TextChoices):
    """How a person of the UGEL ends a disagreement; what was said stays on record either way."""

    SMALLER = "smaller", _("Vale la cantidad menor: todos vieron al menos eso")
    SET_ASIDE = "set_aside", _("No se toma en cuenta lo que dijo…")


class InstalmentState(models.TextChoices):
    EXPECTED = "expected", _("Por entregar")
    MISSED = "missed", _("No llegó")
    PARTLY = "partly", _("Entregada en parte")
    DELIVERED = "delivered", _("Entregada, por verificar")
    VERIFIED = "verified", _("Verificada")
    DISPUTED = "disputed", _("En desacuerdo")

    @property
    def tone(self):
        return INSTALMENT_TONES[self]


INSTALMENT_TONES = {
    InstalmentState.EXPECTED: "open",
    InstalmentState.MISSED: "risk",
    InstalmentState.PARTLY: "progress",
    InstalmentState.DELIVERED: "progress",
    InstalmentState.VERIFIED: "done",
    InstalmentState.DISPUTED: "risk",
}


class CommitmentState(models.TextChoices):
    PROPOSED = "proposed", _("Propuesto")
    CONFIRMED = "confirmed", _("Confirmado")
    DECLINED = "declined", _("No aceptado")
    IN_PROGRESS = "in_progress", _("En ejecución")
    DELIVERED = "delivered", _("Entregado, por verificar")
    OBSERVED = "observed", _("Observado")
    VERIFIED = "verified", _("Verificado")
    CLOSED = "closed", _("Cerrado")
    COULD_NOT = "could_not", _("No se pudo")
    BROKEN = "broken", _("Incumplido")
    CANCELLED = "cancelled", _("Anulado")

    @property
    def tone(self):
        return TONES[self]

    @property
    def is_live(self):
        return self in LIVE_STATES


# What a person decides; everything else follows from confirmation, deliveries and witnesses (rule.py).
ENDINGS = frozenset(
    {
        CommitmentState.DECLINED,
        CommitmentState.COULD_NOT,
        CommitmentState.BROKEN,
        CommitmentState.CANCELLED,
        CommitmentState.CLOSED,
    }
)
FULFILLED_STATES = frozenset({CommitmentState.VERIFIED, CommitmentState.CLOSED})
# Agreed and not over: what the board asks about, and what can be overdue.
LIVE_STATES = frozenset(
    {
        CommitmentState.CONFIRMED,
        CommitmentState.IN_PROGRESS,
        CommitmentState.DELIVERED,
        CommitmentState.OBSERVED,
        CommitmentState.VERIFIED,
    }
)
# Nobody owes these: they are in no count of what was due.
NOT_PROMISED = (CommitmentState.DECLINED, CommitmentState.CANCELLED)
# Agreed or done: states in which a need counts as taken up.
HELPING_STATES = LIVE_STATES | {CommitmentState.CLOSED}
_GIVEN_UP = {CommitmentState.COULD_NOT, CommitmentState.BROKEN, CommitmentState.CANCELLED}
_UNDER_WAY = LIVE_STATES - {CommitmentState.CONFIRMED}
_AGREED = LIVE_STATES
# A changed promise goes back to proposed and, confirmed again, to wherever its deliveries stand; so does one reopened.
TRANSITIONS = {
    CommitmentState.PROPOSED: {CommitmentState.DECLINED, CommitmentState.CANCELLED} | _AGREED,
    CommitmentState.CONFIRMED: {CommitmentState.PROPOSED} | _UNDER_WAY | _GIVEN_UP,
    CommitmentState.IN_PROGRESS: {CommitmentState.PROPOSED} | _AGREED - {CommitmentState.IN_PROGRESS} | _GIVEN_UP,
    CommitmentState.DELIVERED: {CommitmentState.PROPOSED} | _AGREED - {CommitmentState.DELIVERED} | _GIVEN_UP,
    CommitmentState.OBSERVED: {CommitmentState.PROPOSED} | _AGREED - {CommitmentState.OBSERVED} | _GIVEN_UP,
    CommitmentState.VERIFIED: {CommitmentState.PROPOSED, CommitmentState.CLOSED}
    | _AGREED - {CommitmentState.VERIFIED}
    | {CommitmentState.CANCELLED},
    CommitmentState.CLOSED: set(_UNDER_WAY),
    CommitmentState.DECLINED: {CommitmentState.PROPOSED},
    CommitmentState.COULD_NOT: {CommitmentState.PROPOSED} | _AGREED,
    CommitmentState.BROKEN: {CommitmentState.PROPOSED} | _AGREED,
    CommitmentState.CANCELLED: {CommitmentState.PROPOSED} | _AGREED,
}
TONES = {
    CommitmentState.PROPOSED: "open",
    CommitmentState.CONFIRMED: "open",
    CommitmentState.DECLINED: "off",
    CommitmentState.IN_PROGRESS: "progress",
    CommitmentState.DELIVERED: "progress",
    CommitmentState.OBSERVED: "risk",
    CommitmentState.VERIFIED: "done",
    CommitmentState.CLOSED: "done",
    CommitmentState.COULD_NOT: "off",
    CommitmentState.BROKEN: "broken",
    CommitmentState.CANCELLED: "off",
}
