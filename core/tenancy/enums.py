from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    PERU = "PE", _("Perú")
    KYRGYZSTAN = "KG", _("Kirguistán")


class UgelKind(models.TextChoices):
    UGEL = "ugel", _("UGEL")
    DISTRICT = "district", _("Distrito")
