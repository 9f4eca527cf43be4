from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import EvidenceKind
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel

OWNER = "commitments.Evidence"
FORMS = ATTEST_FORM, ON_BEHALF_FORM, DELIVERY_FORM = (
    "commitments.attest",
    "commitments.attest_on_behalf",
    "commitments.partner_delivery",
)


class Evidence(TenantModel):
    """A photo before or after, or a paper, that shows what was delivered; sharing is marked on the file itself."""

    commitment = TenantForeignKey("commitments.Commitment", models.CASCADE, related_name="evidence")
    instalment = TenantForeignKey(
        "commitments.Instalment", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    attestation = TenantForeignKey(
        "commitments.Attestation", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    file = TenantForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(_("qué muestra"), max_length=6, choices=EvidenceKind, default=EvidenceKind.AFTER)
    caption = models.CharField(_("pie de foto"), max_length=140, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "file"], name="commitments_evidence_once"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.commitment_id}"
