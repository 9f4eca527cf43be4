from django.db import models

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from needs.enums import AttachmentKind

OWNER = "needs.NeedAttachment"
FORMS = REPORT_FORM, RESUBMIT_FORM = ("needs.report", "needs.resubmit")


class NeedAttachment(TenantModel):
    """A photo or voice note that shows or tells the need."""

    need = TenantForeignKey("needs.Need", models.CASCADE, related_name="attachments")
    file = TenantForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    came_with = TenantForeignKey("needs.Need", models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=6, choices=AttachmentKind, default=AttachmentKind.PHOTO)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "file"], name="needs_attachment_once"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.need_id}"
