"""What a school may lack, how bad it is, and how a need goes from reported to solved."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    PREMISES = "premises", _("El local: techos, muros, pisos, puertas")
    WATER = "water", _("Agua")
    SANITATION = "sanitation", _("Servicios higiénicos y lavado de manos")
    POWER = "power", _("Electricidad")
    FURNITURE = "furniture", _("Mobiliario: carpetas, mesas, pizarras")
    MATERIALS = "materials", _("Material educativo y equipos")
    INTERNET = "internet", _("Internet y computadoras")
    TRANSPORT = "transport", _("Transporte de estudiantes")
    MEALS = "meals", _("Alimentación escolar")
    SAFETY = "safety", _("Seguridad: cerco, señales, botiquín, extintor")
    OTHER = "other", _("Otra cosa")


# The services whose absence stops a school; the priority score has a term for them.
BASIC_SERVICES = (Category.WATER, Category.SANITATION, Category.POWER)


class Space(models.TextChoices):
    """Where it is missing, in the order in which PRONIED has maintenance money spent (RM 259-2020-MINEDU)."""

    SANITARY = "sanitary", _("Servicios higiénicos")
    CLASSROOM = "classroom", _("Aulas")
    FOOD = "food", _("Cocina, comedor o almacén de alimentos")
    OFFICE = "office", _("Espacios administrativos")
    OUTDOOR = "outdoor", _("Patio, losa, veredas, rampas, cerco")
    AUXILIARY = "auxiliary", _("Biblioteca, cómputo, taller u otro ambiente")


class Element(models.TextChoices):
    """The ten activities of the maintenance programme."""

    ROOF = "roof", _("Techo")
    FLOOR = "floor", _("Piso")
    WALL = "wall", _("Muro")
    PLUMBING = "plumbing", _("Instalación sanitaria")
    WIRING = "wiring", _("Instalación eléctrica")
    DOOR = "door", _("Puerta")
    WINDOW = "window", _("Ventana")
    PAINT_INSIDE = "paint_inside", _("Pintado interior")
    PAINT_OUTSIDE = "paint_outside", _("Pintado exterior")
    FURNITURE = "furniture", _("Mobiliario")


class Severity(models.IntegerChoices):
    MINOR = 1, _("Molesta, pero se trabaja igual")
    MODERATE = 2, _("Dificulta las clases")
    GRAVE = 3, _("Impide usar un ambiente o un servicio")
    DANGER = 4, _("Es un peligro hoy")


class NeedState(models.TextChoices):
    REPORTED = "reported", _("Registrada")
    RETURNED = "returned", _("Devuelta para completar")
    DUPLICATE = "duplicate", _("Ya estaba registrada")
    ACCEPTED = "accepted", _("Aceptada")
    PRIORITISED = "prioritised", _("Priorizada")
    COVERED = "covered", _("Con compromiso")
    STATE_PROGRAMME = "state_programme", _("La atiende un programa del Estado")
    PARTLY_SOLVED = "partly_solved", _("Resuelta en parte")
    SOLVED = "solved", _("Resuelta y verificada")
    SOLVED_OTHERWISE = "solved_otherwise", _("Resuelta por otro medio")
    CLOSED_UNSOLVED = "closed_unsolved", _("Cerrada sin resolver")

    @property
    def tone(self):
        return TONES[self]

    @property
    def is_open(self):
        return self in OPEN_STATES


OPEN_STATES = frozenset(
    {
        NeedState.REPORTED,
        NeedState.RETURNED,
        NeedState.ACCEPTED,
        NeedState.PRIORITISED,
        NeedState.COVERED,
        NeedState.STATE_PROGRAMME,
        NeedState.PARTLY_SOLVED,
    }
)
HELPED_STATES = frozenset(
    {
        NeedState.COVERED,
        NeedState.STATE_PROGRAMME,
        NeedState.PARTLY_SOLVED,
        NeedState.SOLVED,
        NeedState.SOLVED_OTHERWISE,
    }
)
_WORK = {NeedState.ACCEPTED, NeedState.PRIORITISED, NeedState.COVERED, NeedState.STATE_PROGRAMME}
_ENDS = {NeedState.SOLVED, NeedState.PARTLY_SOLVED, NeedState.SOLVED_OTHERWISE, NeedState.CLOSED_UNSOLVED}
TRANSITIONS = {
    # Whoever takes it up has accepted it: no second step is asked of a specialist with forty schools.
    NeedState.REPORTED: {NeedState.RETURNED, NeedState.DUPLICATE} | _WORK | _ENDS,
    NeedState.RETURNED: {NeedState.REPORTED, NeedState.DUPLICATE, NeedState.CLOSED_UNSOLVED},
    NeedState.ACCEPTED: {NeedState.DUPLICATE} | _WORK - {NeedState.ACCEPTED} | _ENDS,
    NeedState.PRIORITISED: {NeedState.DUPLICATE} | _WORK - {NeedState.PRIORITISED} | _ENDS,
    NeedState.COVERED: {NeedState.PRIORITISED, NeedState.STATE_PROGRAMME} | _ENDS,
    NeedState.STATE_PROGRAMME: {NeedState.PRIORITISED, NeedState.COVERED} | _ENDS,
    NeedState.PARTLY_SOLVED: _WORK - {NeedState.ACCEPTED} | _ENDS - {NeedState.PARTLY_SOLVED},
    NeedState.DUPLICATE: {NeedState.REPORTED},
    NeedState.SOLVED: {NeedState.ACCEPTED},
    NeedState.SOLVED_OTHERWISE: {NeedState.ACCEPTED},
    NeedState.CLOSED_UNSOLVED: {NeedState.ACCEPTED},
}
TONES = {
    NeedState.REPORTED: "open",
    NeedState.RETURNED: "risk",
    NeedState.DUPLICATE: "off",
    NeedState.ACCEPTED: "open",
    NeedState.PRIORITISED: "open",
    NeedState.COVERED: "progress",
    NeedState.STATE_PROGRAMME: "progress",
    NeedState.PARTLY_SOLVED: "progress",
    NeedState.SOLVED: "done",
    NeedState.SOLVED_OTHERWISE: "off",
    NeedState.CLOSED_UNSOLVED: "broken",
}


class NeedSource(models.TextChoices):
    SCHOOL = "school", _("La escuela")
    UGEL = "ugel", _("La UGEL")
    SHEET = "sheet", _("Una planilla")
    STRATEGY = "strategy", _("Una ficha o estrategia")


class AttachmentKind(models.TextChoices):
    PHOTO = "photo", _("Foto")
    VOICE = "voice", _("Nota de voz")


class SheetField(models.TextChoices):
    """What a column of somebody's own sheet may hold."""

    CODLOCAL = "codlocal", _("Código de local")
    CODIGO_MODULAR = "codmod", _("Código modular")
    SCHOOL = "school", _("Nombre de la escuela")
    CENTRE = "centre", _("Lugar de la escuela: centro poblado o distrito")
    WHAT = "what", _("Qué falta, en pocas palabras")
    CATEGORY = "category", _("Tipo de necesidad")
    SEVERITY = "severity", _("Qué tan grave")
    AFFECTED = "affected", _("Estudiantes afectados")
    SPACE = "space", _("Ambiente")
    ELEMENT = "element", _("Parte dañada")
    PLACE = "place", _("Lugar exacto")
    DETAIL = "detail", _("Detalle")
    REPORTED = "reported", _("Fecha del pedido")


class ImportState(models.TextChoices):
    OPEN = "open", _("Por revisar")
    APPLYING = "applying", _("Registrándose")
    APPLIED = "applied", _("Registrada")
    UNDONE = "undone", _("Deshecha")

    @property
    def tone(self):
        return {"open": "open", "applying": "progress", "applied": "done", "undone": "off"}[self.value]
