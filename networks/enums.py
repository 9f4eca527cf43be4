"""Who sits in a local network, for which sector, and how a network and its meetings stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.enums import PartnerKind


class Recognition(models.TextChoices):
    """The paper by which somebody recognised the network."""

    RESOLUTION = "resolution", _("Resolución")
    ORDINANCE = "ordinance", _("Ordenanza")
    ACTA = "acta", _("Acta de constitución")


class MemberRole(models.TextChoices):
    """What a member is in the network; who coordinates it is kept apart, with its days."""

    TITULAR = "titular", _("Titular")
    ALTERNATE = "alternate", _("Alterno")
    SECRETARY = "secretary", _("Secretaría técnica")
    ADVISER = "adviser", _("Acompaña, sin voto")


class Sector(models.TextChoices):
    """For whom a member speaks; a UGEL sets which of these every network is expected to have."""

    EDUCATION = "education", _("Educación")
    HEALTH = "health", _("Salud")
    POLICE = "police", _("Policía y seguridad")
    MUNICIPALITY = "municipality", _("Municipalidad")
    WATER = "water", _("Agua (JASS)")
    PROTECTION = "protection", _("Protección de la niñez (DEMUNA, CEM)")
    FAMILIES = "families", _("Familias (APAFA, CONEI)")
    COMMUNITY = "community", _("Comunidad")
    ARMY = "army", _("Fuerzas Armadas")
    COMPANY = "company", _("Empresa")
    CIVIL = "civil", _("Sociedad civil e iglesias")
    OTHER = "other", _("Otro")

    @property
    def setting(self) -> str:
        """The name of the setting that says whether every network is expected to have it."""
        return f"networks.expects_{self.value}"


EXPECTED_BY_DEFAULT = frozenset({Sector.EDUCATION, Sector.HEALTH, Sector.POLICE, Sector.MUNICIPALITY, Sector.WATER})
# What a partner's kind says of the sector its people speak for; any other kind says nothing.
SECTOR_OF_KIND = {
    PartnerKind.ARMY: Sector.ARMY,
    PartnerKind.POLICE: Sector.POLICE,
    PartnerKind.MUNICIPALITY: Sector.MUNICIPALITY,
    PartnerKind.HEALTH_NETWORK: Sector.HEALTH,
    PartnerKind.MINE: Sector.COMPANY,
    PartnerKind.COMPANY: Sector.COMPANY,
    PartnerKind.NGO: Sector.CIVIL,
    PartnerKind.INTERNATIONAL_NGO: Sector.CIVIL,
    PartnerKind.FOUNDATION: Sector.CIVIL,
    PartnerKind.CHURCH: Sector.CIVIL,
    PartnerKind.UNIVERSITY: Sector.EDUCATION,
    PartnerKind.APAFA: Sector.FAMILIES,
    PartnerKind.CONEI: Sector.FAMILIES,
    PartnerKind.JASS: Sector.WATER,
    PartnerKind.COMMUNITY: Sector.COMMUNITY,
}


class NetworkState(models.TextChoices):
    """How a network stands on a day; never stored."""

    ACTIVE = "active", _("Activa")
    SLEEPING = "sleeping", _("Sin reuniones recientes")
    LEADERLESS = "leaderless", _("Sin coordinador")
    CLOSED = "closed", _("Cerrada")

    @property
    def tone(self):
        return NETWORK_TONES[self]


class MeetingState(models.TextChoices):
    """What is known of a meeting; follows from its day and from what was noted."""

    CALLED = "called", _("Convocada")
    HELD = "held", _("Realizada")
    UNTOLD = "untold", _("Pasó sin anotar nada")
    CANCELLED = "cancelled", _("Anulada")

    @property
    def tone(self):
        return MEETING_TONES[self]


class SchoolState(models.TextChoices):
    """How a school stands towards the network of its district."""

    HEARD = "heard", _("Red activa y con miembro propio")
    COVERED = "covered", _("Red activa, sin miembro propio")
    SLEEPING = "sleeping", _("Su red no está activa")
    WITHOUT = "without", _("Su distrito no tiene red")

    @property
    def tone(self):
        return SCHOOL_TONES[self]


NETWORK_TONES = {
    NetworkState.ACTIVE: "done",
    NetworkState.SLEEPING: "progress",
    NetworkState.LEADERLESS: "risk",
    NetworkState.CLOSED: "off",
}
MEETING_TONES = {
    MeetingState.CALLED: "open",
    MeetingState.HELD: "done",
    MeetingState.UNTOLD: "risk",
    MeetingState.CANCELLED: "off",
}
SCHOOL_TONES = {
    SchoolState.HEARD: "done",
    SchoolState.COVERED: "progress",
    SchoolState.SLEEPING: "risk",
    SchoolState.WITHOUT: "open",
}
