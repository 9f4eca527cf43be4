from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.enums import Country
from schools.enums import TerritoryKind


class Territory(models.Model):
    """A place by its official code: INEI ubigeo (2, 4, 6 or 10 digits) in Peru, SOATE (14) in Kyrgyzstan.

    The same for every UGEL, so it is a global table.
    """

    code = models.CharField(_("código oficial"), max_length=14, unique=True)
    kind = models.CharField(_("tipo"), max_length=16, choices=TerritoryKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("nombre"), max_length=120)
    search_name = models.CharField(max_length=120, editable=False)
    country = models.CharField(_("país"), max_length=2, choices=Country, default=Country.PERU)
    lat = models.DecimalField(_("latitud"), max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField(_("longitud"), max_digits=9, decimal_places=6, null=True, blank=True)

    def __str__(self):
        return self.name

    @property
    def name_and_kind(self) -> str:
        """«Ite (distrito)»: names repeat from a district to its capital."""
        return f"{self.name.title()} ({self.get_kind_display().lower()})"


class TerritoryShape(models.Model):
    """The outline of a district as rings of [longitude, latitude]; apart, so that lists never load it."""

    territory = models.OneToOneField(Territory, models.CASCADE, related_name="shape")
    rings = models.JSONField(_("contorno"))
    source = models.CharField(_("fuente"), max_length=200)

    def __str__(self):
        return str(self.territory)
