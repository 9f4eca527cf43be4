"""Where a case stands, where word of it came from, what keeps a child away, and what is done about it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    OPEN = "open", _("Por verificar")
    FOLLOWED = "followed", _("En seguimiento")
    CLOSED = "closed", _("Cerrado")

    @property
    def tone(self):
        return {"open": "risk", "followed": "progress", "closed": "done"}[self]


TRANSITIONS = {
    CaseState.OPEN: {CaseState.FOLLOWED, CaseState.CLOSED},
    CaseState.FOLLOWED: {CaseState.CLOSED},
}


class Outcome(TextChoices):
    """How a case ended; only BACK asks the rule of rescue, and ERROR counts nowhere."""

    BACK = "back", _("Volvió y se quedó")
    MOVED = "moved", _("Sigue en otra escuela")
    NOT_BACK = "not_back", _("No volvió")
    NOT_FOUND = "not_found", _("No se le encontró")
    ERROR = "error", _("Se abrió por error")


class Source(TextChoices):
    """Who noticed: the list of the state misses half, so that the community's word is asked for."""

    SIAGIE = "siagie", _("La lista de alerta del SIAGIE")
    TEACHER = "teacher", _("Docente o tutoría")
    PEER = "peer", _("Compañeros de clase")
    FAMILY = "family", _("Su familia")
    NEIGHBOUR = "neighbour", _("Vecinos o autoridades del lugar")
    GUARDIAN = "guardian", _("Guardián o Educhasqui")


class Cause(TextChoices):
    """Both decks' causes: those of interruption in Peru, then the five of the Kyrgyz one."""

    POVERTY = "poverty", _("Falta de dinero en casa")
    WORK = "work", _("Trabaja o cuida a otros")
    DISTANCE = "distance", _("Distancia o transporte")
    SUPPORT = "support", _("Poco apoyo familiar")
    MOBILITY = "mobility", _("La familia se mueve o migra")
    CONNECTIVITY = "connectivity", _("Sin conexión para aprender")
    LANGUAGE = "language", _("Dificultad para comunicarse")
    VIOLENCE_SCHOOL = "violence_school", _("Violencia en la escuela")
    VIOLENCE_HOME = "violence_home", _("Violencia en casa")
    PREGNANCY = "pregnancy", _("Embarazo o maternidad")
    OFFER = "offer", _("No hay grado, docente o servicio")
    COMMUNITY = "community", _("La comunidad no actúa cuando alguien falta")
    RISK_UNSEEN = "risk_unseen", _("La familia no ve el riesgo de faltar")
    WORRY_UNSEEN = "worry_unseen", _("Nadie cercano notó lo que le preocupa")
    SCHOOL_SHORT = "school_short", _("La escuela no tuvo cómo averiguar ni ayudar")
    PEERS = "peers", _("Sus compañeros no lo llaman")
    UNKNOWN = "unknown", _("Todavía no se sabe")


class GradeBand(TextChoices):
    """Wide on purpose: a grade of a small school would name a child."""

    INITIAL = "initial", _("Inicial")
    PRIMARY_LOW = "primary_low", _("1.º a 3.º de primaria")
    PRIMARY_HIGH = "primary_high", _("4.º a 6.º de primaria")
    SECONDARY_LOW = "secondary_low", _("1.º y 2.º de secundaria")
    SECONDARY_HIGH = "secondary_high", _("3.º a 5.º de secundaria")


class Step(TextChoices):
    """What a plan can hold."""

    FAMILY = "family", _("Hablar con la familia")
    SEAT = "seat", _("Un asiento en el transporte")
    MATERIAL = "material", _("Ayuda en materiales")
    MEALS = "meals", _("Alimentación")
    TUTORING = "tutoring", _("Tutoría")
    REFERRAL = "referral", _("Derivar a salud o DEMUNA")


class Met(TextChoices):
    """What came of a visit."""

    FAMILY = "family", _("Se habló con la familia")
    PUPIL = "pupil", _("Se habló con el estudiante y su familia")
    NOBODY = "nobody", _("No había nadie")
    GONE = "gone", _("Ya no viven ahí")


class Forgotten(TextChoices):
    """Why the names of a case are gone."""

    EXPIRED = "expired", _("Se cumplió el plazo para guardarlos")
    ERROR = "error", _("El caso se abrió por error")
    ASKED = "asked", _("Lo pidió la familia")
    NEEDLESS = "needless", _("Ya no hacen falta")


class Looked(TextChoices):
    """On what page names were read."""

    CASE = "case", _("Abrió el caso")
    CORRECTION = "correction", _("Abrió los datos para corregirlos")
