from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Country(models.TextChoices):
    PERU = "PE", _("Perú")
    KYRGYZSTAN = "KG", _("Kirguistán")


class UgelKind(models.TextChoices):
    UGEL = "ugel", _("UGEL")
    DISTRICT = "district", pgettext_lazy("education authority", "Distrito")


class NumberStyle(models.TextChoices):
    """How a UGEL writes thousands and decimals, whatever language somebody reads."""

    OF_LANGUAGE = "language", _("Como el idioma de quien lee")
    COMMA = "comma", "1 234,5"
    POINT = "point", "1,234.5"
