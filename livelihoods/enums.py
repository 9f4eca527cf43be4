"""What groups, their enterprises and their help to children may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordina el grupo")
    MEMBER = "member", _("Miembro")
    SOCIAL_PEDAGOGUE = "pedagogue", _("Pedagogo o pedagoga social")
    ELDER = "elder", _("Mayor de la comunidad")
    TREASURER = "treasurer", _("Lleva las cuentas")


class EnterpriseKind(models.TextChoices):
    GREENHOUSE = "greenhouse", _("Invernadero")
    SEWING = "sewing", _("Taller de costura")
    CONFECTIONERY = "confectionery", _("Confitería")
    CARPET = "carpet", _("Taller de alfombras")
    OTHER = "other", _("Otra empresa")
    RESOURCE_CENTRE = "centre", _("Centro de recursos")

    @property
    def is_enterprise(self) -> bool:
        """A resource centre serves the village and earns nothing: it is counted apart."""
        return self != EnterpriseKind.RESOURCE_CENTRE


class Purpose(models.TextChoices):
    """What a part of an income is for."""

    CHILDREN = "children", _("Niñas y niños en riesgo")
    MEALS = "meals", _("Alimentación escolar")
    REINVESTMENT = "reinvestment", _("Volver a invertir en la empresa")
    OTHER = "other", _("Otro fin de la comunidad")


FOR_CHILDREN = (Purpose.CHILDREN, Purpose.MEALS)


class SupportKind(models.TextChoices):
    MATERIAL = "material", _("Ayuda material")
    MEAL = "meal", _("Alimentación en la escuela")
    TUTORING = "tutoring", _("Reforzamiento")


class Per(models.TextChoices):
    """How often «three times» is; left blank where nobody said it."""

    DAY = "day", _("al día")
    WEEK = "week", _("a la semana")
    MONTH = "month", _("al mes")


class Watcher(models.TextChoices):
    """Who watches that income goes on reaching children; children are a count, never names."""

    SOCIAL_PEDAGOGUE = "pedagogue", _("Pedagogo o pedagoga social")
    VOLUNTEER_CHILDREN = "children", _("Niñas y niños voluntarios")
    GROUP_MEMBER = "member", _("Miembros del grupo")
    ELDER = "elder", _("Mayores y vecinos")


class GroupState(models.TextChoices):
    """How a group stands today."""

    EARNING = "earning", _("Con ingresos")
    WORKING = "working", _("Con empresa, sin ingresos contados")
    IDLE = "idle", _("Sin empresa")
    CLOSED = "closed", _("Cerrado")

    @property
    def tone(self):
        return {"earning": "done", "working": "progress", "idle": "open", "closed": "off"}[self.value]


class EnterpriseState(models.TextChoices):
    OPEN = "open", _("En marcha")
    CLOSED = "closed", _("Cerrada")

    @property
    def tone(self):
        return "done" if self == EnterpriseState.OPEN else "off"
