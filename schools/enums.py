"""Value domains of the registry; where the state keeps a code of its own, the code is the value."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TerritoryKind(TextChoices):
    DEPARTMENT = "department", _("Departamento")
    PROVINCE = "province", _("Provincia")
    DISTRICT = "district", _("Distrito")
    POPULATED_CENTRE = "populated_centre", _("Centro poblado")
    OBLAST = "oblast", _("Oblast")
    RAYON = "rayon", _("Rayón")
    AYIL_AYMAK = "ayil_aymak", _("Ayil aymak")
    VILLAGE = "village", _("Aldea")


class Area(TextChoices):
    URBAN = "urban", _("Urbana")
    RURAL = "rural", _("Rural")


class Management(TextChoices):
    PUBLIC_DIRECT = "public_direct", _("Pública de gestión directa")
    PUBLIC_PRIVATE = "public_private", _("Pública de gestión privada")
    PRIVATE = "private", _("Privada")

    @classmethod
    def public(cls):
        return [cls.PUBLIC_DIRECT, cls.PUBLIC_PRIVATE]


class Level(TextChoices):
    """NIV_MOD of the padrón; technical education (L*) has many codes and keeps the one it came with."""

    CUNA = "A1", _("Inicial - Cuna")
    JARDIN = "A2", _("Inicial - Jardín")
    CUNA_JARDIN = "A3", _("Inicial - Cuna-jardín")
    PRONOEI = "A5", _("Inicial - Programa no escolarizado")
    PRIMARY = "B0", _("Primaria")
    PRIMARY_ADULTS = "C0", _("Primaria de adultos")
    ALTERNATIVE = "D0", _("Básica alternativa")
    ALTERNATIVE_FIRST = "D1", _("Básica alternativa - inicial e intermedio")
    ALTERNATIVE_ADVANCED = "D2", _("Básica alternativa - avanzado")
    SPECIAL = "E0", _("Básica especial")
    SPECIAL_INITIAL = "E1", _("Básica especial - inicial")
    SPECIAL_PRIMARY = "E2", _("Básica especial - primaria")
    SECONDARY = "F0", _("Secundaria")
    SECONDARY_ADULTS = "G0", _("Secundaria de adultos")
    TEACHER_INSTITUTE = "K0", _("Instituto superior pedagógico")
    TECHNICAL = "L0", _("Técnico-productiva")
    ARTS = "M0", _("Formación artística")
    TEACHER_SCHOOL = "P0", _("Escuela superior pedagógica")
    TECHNOLOGY_SCHOOL = "S0", _("Escuela superior tecnológica")
    TECHNOLOGY_INSTITUTE = "T0", _("Instituto superior tecnológico")

    @classmethod
    def label_of(cls, code):
        """The label of a code, with every L* read as technical education and strangers shown as they are."""
        if code in cls.values:
            return cls(code).label
        return cls.TECHNICAL.label if code.startswith("L") else code


class SchoolStatus(TextChoices):
    """What a list says of a school in one word; `tone` is how it is drawn."""

    ACTIVE = "active", _("Activa")
    INACTIVE = "inactive", _("Inactiva")
    MISSING = "missing", _("Ya no figura")

    @property
    def tone(self):
        return {"active": "done", "inactive": "off", "missing": "risk"}[self.value]


class Hint(TextChoices):
    """What looks wrong in a school's data and somebody should look at."""

    NO_POINT = "no_point", _("Sin coordenadas")
    SHARED_POINT = "shared_point", _("Coordenadas repetidas en otro local")
    OUTSIDE = "outside", _("Las coordenadas caen fuera de su distrito")
    CHECK_DIGIT = "check_digit", _("Código modular con dígito de control que no coincide")
    NO_ENROLMENT = "no_enrolment", _("Sin matrícula registrada")


class Form(TextChoices):
    SCHOOL_BASED = "school_based", _("Escolarizada")
    NON_SCHOOL = "non_school", _("No escolarizada")
    NOT_APPLICABLE = "not_applicable", _("No aplica")


class Characteristic(TextChoices):
    UNIDOCENTE = "unidocente", _("Unidocente")
    MULTIGRADO = "multigrado", _("Polidocente multigrado")
    COMPLETO = "completo", _("Polidocente completo")


class Gender(TextChoices):
    BOYS = "boys", _("Varones")
    GIRLS = "girls", _("Mujeres")
    MIXED = "mixed", _("Mixto")


class Shift(TextChoices):
    MORNING = "morning", _("Mañana")
    AFTERNOON = "afternoon", _("Tarde")
    MORNING_AFTERNOON = "morning_afternoon", _("Mañana-Tarde")
    NIGHT = "night", _("Noche")
    ALL_DAY = "all_day", _("Mañana-Tarde-Noche")
    MORNING_NIGHT = "morning_night", _("Mañana-Noche")
    AFTERNOON_NIGHT = "afternoon_night", _("Tarde-Noche")


class Sex(TextChoices):
    BOY = "boy", _("Hombres")
    GIRL = "girl", _("Mujeres")
    UNKNOWN = "unknown", _("Sin distinguir")


class EnrolmentSource(TextChoices):
    PADRON = "padron", _("Padrón, declarado")
    IMPUTED = "imputed", _("Padrón, imputado")
    SHEET = "sheet", _("Planilla")
    TYPED = "typed", _("Escrito a mano")


class SchoolSource(TextChoices):
    PADRON = "padron", _("Padrón")
    SHEET = "sheet", _("Planilla")
    TYPED = "typed", _("Escrita a mano")


class ImportState(TextChoices):
    READING = "reading", _("Leyendo el archivo")
    PREVIEW = "preview", _("Por confirmar")
    APPLYING = "applying", _("Aplicando")
    APPLIED = "applied", _("Aplicada")
    UNDOING = "undoing", _("Deshaciendo")
    UNDONE = "undone", _("Deshecha")
    REFUSED = "refused", _("No se pudo leer")
    DISCARDED = "discarded", _("Descartada")

    @property
    def tone(self):
        tones = {"preview": "progress", "applied": "done", "refused": "broken", "undone": "off", "discarded": "off"}
        return tones.get(self.value, "open")


class CutSource(TextChoices):
    """How the date of a cut became known."""

    GIVEN = "given", _("escrita por quien importa")
    NAME = "name", _("tomada del nombre del archivo")
    ROWS = "rows", _("tomada de la columna FECHA_ACT")
    TODAY = "today", _("la de hoy: el archivo no dice su fecha")


class ChangeAction(TextChoices):
    NEW = "new", _("Nuevo")
    CHANGED = "changed", _("Cambia")
    MISSING = "missing", _("Ya no figura")

    @property
    def tone(self):
        return {"new": "done", "changed": "progress", "missing": "risk"}[self.value]


class Noun(TextChoices):
    SCHOOL = "school", _("Escuela")
    SERVICE = "service", _("Servicio")


class SheetKind(TextChoices):
    ENROLMENT = "enrolment", _("Matrícula")
    SCHOOLS = "schools", _("Escuelas")
    PEOPLE = "people", _("Personas")
    PARTNERS = "partners", _("Aliados y contactos")
    WEEKS = "weeks", _("Asistencia por semanas")
    MONTHS = "months", _("Asistencia por meses")
    YEARS = "years", _("Continuidad de un año al otro")


class StaffKind(TextChoices):
    """Why a school is open to somebody: they belong to its team, or they look at it from outside."""

    TEAM = "team", _("Equipo de la escuela")
    WITNESS = "witness", _("Testigo de la comunidad")


class Party(TextChoices):
    """Who speaks of what happened at a school; two witnesses are of two parties."""

    PROMISER = "promiser", _("Quien promete")
    SCHOOL = "school", _("La escuela")
    UGEL = "ugel", _("La UGEL")
    GUARDIAN = "guardian", _("Guardián de la comunidad")
    COMMUNITY = "community", _("La comunidad")


class ClosureKind(TextChoices):
    HOLIDAY = "holiday", _("Feriado")
    BREAK = "break", _("Vacaciones o semana de gestión")
    STRIKE = "strike", _("Paro o huelga")
    WEATHER = "weather", _("Clima o desastre")
    LOCAL = "local", _("Aniversario o fiesta local")
    OTHER = "other", _("Otro motivo")
