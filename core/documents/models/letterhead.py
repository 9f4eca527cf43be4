from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import TenantModel


class YearName(TenantModel):
    """The official name of a year as this UGEL's letterhead prints it."""

    year = models.PositiveSmallIntegerField(_("año"))
    name = models.CharField(_("nombre oficial del año"), max_length=200)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "year"], name="documents_year_name_once"),
        ]

    def __str__(self):
        return f"{self.year}: {self.name}"


class LetterStyle(TenantModel):
    """How this UGEL signs and numbers its papers; one row, made when somebody first fills it in."""

    suffix = models.CharField(
        _("siglas detrás del número"),
        max_length=40,
        blank=True,
        help_text=_("Por ejemplo: GRT/DRE-T/UGEL.JB. Salen en cada documento que se emita desde ahora."),
    )
    place = models.CharField(_("lugar"), max_length=80, blank=True, help_text=_("La ciudad que precede a la fecha."))
    signer_name = models.CharField(_("quién firma"), max_length=120, blank=True)
    signer_post = models.CharField(_("cargo de quien firma"), max_length=120, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel"], name="documents_letter_style_once"),
        ]

    def __str__(self):
        return self.suffix or self.place
