from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel, tenant_constraints


class RecordAnswer(TenantModel):
    """What a partner says of its own record, in its words; the latest stands beside the counts, none is lost.

    `said_by` and `said_post` are what the person wrote on the link's page; `contact` whose link it was.
    """

    partner = TenantForeignKey("partners.Partner", models.CASCADE, db_index=False, related_name="record_answers")
    contact = TenantForeignKey("partners.Contact", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("respuesta"), max_length=1000)
    said_by = models.CharField(_("quién responde"), max_length=120)
    said_post = models.CharField(_("cargo"), max_length=120, blank=True)
    at = models.DateTimeField(_("cuándo"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = tenant_constraints(region=False)
        indexes = [models.Index(fields=["ugel", "partner", "-at"], name="partners_answer_latest")]

    def __str__(self):
        return f"{self.partner} · {self.said_by}"
