from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """What somebody who came says of the acta before it is issued."""

    AGREES = "agrees", _("Estoy conforme")
    PROPOSES = "proposes", _("Propongo un cambio")


class Ruling(models.TextChoices):
    """What became of a proposed change."""

    ACCEPTED = "accepted", _("Se acepta")
    DECLINED = "declined", _("No se acepta")


class Weight(models.IntegerChoices):
    """How much a criterion speaks for beginning with a problem."""

    LOW = 1, _("Poco")
    MIDDLE = 2, _("Regular")
    HIGH = 3, _("Mucho")
