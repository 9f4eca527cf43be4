from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.constraints import RowSecurity
from core.tenancy.enums import Country, NumberStyle, UgelKind
from core.tenancy.fields import UgelForeignKey
from core.tenancy.scope import InScope, current_ugel_id


class Region(models.Model):
    """What groups tenants and reads them all: a DRE or GRE in Peru, an oblast in Kyrgyzstan."""

    code = models.CharField(_("código"), max_length=14, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    country = models.CharField(_("país"), max_length=2, choices=Country, default=Country.PERU)

    def __str__(self):
        return self.name


class Ugel(models.Model):
    """A tenant: one local education authority (a UGEL in Peru, a district in Kyrgyzstan)."""

    code = models.CharField(_("código"), max_length=14, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(_("tipo"), max_length=12, choices=UgelKind, default=UgelKind.UGEL)
    region = models.ForeignKey(Region, models.PROTECT, related_name="ugels", verbose_name=_("región"))
    time_zone = models.CharField(_("zona horaria"), max_length=40, default="America/Lima")
    language = models.CharField(_("idioma"), max_length=8, default="es")
    number_style = models.CharField(
        _("cómo se escriben los números"), max_length=12, choices=NumberStyle, default=NumberStyle.OF_LANGUAGE
    )
    percent_decimals = models.PositiveSmallIntegerField(_("decimales de un porcentaje"), default=0)
    currency = models.CharField(_("moneda"), max_length=3, default="PEN")
    is_active = models.BooleanField(_("activa"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name


class TenantManager(models.Manager):
    """Second belt under row-level security: every query names its tenant, and raises without a scope."""

    def get_queryset(self):
        return super().get_queryset().filter(InScope())


class TenantModel(models.Model):
    """A row of one UGEL: walled by row-level security, referred to only from its own tenant."""

    ugel = UgelForeignKey(
        Ugel, models.PROTECT, default=current_ugel_id, editable=False, db_index=False, related_name="+"
    )

    objects = TenantManager()

    class Meta:
        abstract = True
        constraints = [
            RowSecurity(name="%(app_label)s_%(class)s_rls"),
            models.UniqueConstraint(fields=["ugel", "id"], name="%(app_label)s_%(class)s_tenant_key"),
        ]


class NumberSeries(TenantModel):
    """The last number given in a series of one UGEL; the row is the queue of those who take the next."""

    last_number = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        abstract = True

    def __str__(self):
        return str(self.last_number)


def tenant_constraints(*, region: bool = True) -> list:
    """The wall of `TenantModel.Meta`, with regional reading switched off where a table says so."""
    return [RowSecurity(name="%(app_label)s_%(class)s_rls", region=region), *TenantModel.Meta.constraints[1:]]
