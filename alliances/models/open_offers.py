from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from alliances.enums import OpenOfferState
from alliances.models.calls import CallNeed, Offered
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel, tenant_constraints


class OpenOffer(TenantModel):
    """What somebody who was not asked offers behind a call's open link; it promises nothing in anybody's name.

    The UGEL says which contact of which partner it is (`offered` then takes it on), or sets it aside with why.
    """

    call_need = TenantForeignKey(CallNeed, models.CASCADE, related_name="open_offers")
    entity = models.CharField(_("entidad"), max_length=160)
    name = models.CharField(_("nombres y apellidos"), max_length=120)
    email = models.EmailField(_("correo electrónico"), blank=True)
    phone = PhoneNumberField(_("celular"), blank=True, default="")
    language = models.CharField(max_length=8)
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2)
    due_date = models.DateField(_("para cuándo"))
    words = models.CharField(_("en sus palabras"), max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=OpenOfferState, default=OpenOfferState.WAITING)
    offered = TenantForeignKey(Offered, models.PROTECT, null=True, related_name="+")
    reply = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.CheckConstraint(name="alliances_open_offer_quantity", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="alliances_open_offer_reached", condition=~Q(email="") | ~Q(phone="")),
            models.CheckConstraint(
                name="alliances_open_offer_decided",
                condition=Q(state=OpenOfferState.WAITING, offered=None, reply="")
                | Q(state=OpenOfferState.KNOWN, offered__isnull=False)
                | Q(state=OpenOfferState.ASIDE, offered=None) & ~Q(reply=""),
            ),
        ]

    def __str__(self):
        return f"{self.entity} · {self.name}"
