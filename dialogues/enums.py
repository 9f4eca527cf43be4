from django.db import models
from django.utils.translation import gettext_lazy as _


class Weight(models.IntegerChoices):
    """How much a criterion speaks for beginning with a problem."""

    LOW = 1, _("Poco")
    MIDDLE = 2, _("Regular")
    HIGH = 3, _("Mucho")
